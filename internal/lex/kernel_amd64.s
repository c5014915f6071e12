//go:build amd64 && !purego

#include "textflag.h"

DATA nibble<>+0(SB)/8, $0x0f0f0f0f0f0f0f0f
DATA nibble<>+8(SB)/8, $0x0f0f0f0f0f0f0f0f
DATA nibble<>+16(SB)/8, $0x0f0f0f0f0f0f0f0f
DATA nibble<>+24(SB)/8, $0x0f0f0f0f0f0f0f0f
GLOBL nibble<>(SB), RODATA|NOPTR, $32

DATA alnum<>+0(SB)/8, $0x0707070707070707
DATA alnum<>+8(SB)/8, $0x0707070707070707
DATA alnum<>+16(SB)/8, $0x0707070707070707
DATA alnum<>+24(SB)/8, $0x0707070707070707
GLOBL alnum<>(SB), RODATA|NOPTR, $32

// half classifies 32 bytes at off(SI): digit in AX, word in BX, dot in CX, trig in DX.
#define half(off) \
	VMOVDQU off(SI), Y0      \
	VPAND   Y15, Y0, Y1      \
	VPSRLW  $4, Y0, Y2       \
	VPAND   Y15, Y2, Y2      \
	VPSHUFB Y1, Y10, Y3      \
	VPSHUFB Y2, Y11, Y4      \
	VPAND   Y3, Y4, Y3       \
	VPSHUFB Y1, Y12, Y5      \
	VPSHUFB Y2, Y13, Y6      \
	VPAND   Y5, Y6, Y5       \
	VPSLLW  $7, Y3, Y4       \
	VPMOVMSKB Y4, AX         \
	VPAND   Y14, Y3, Y4      \
	VPCMPEQB Y9, Y4, Y4      \
	VPMOVMSKB Y4, BX         \
	NOTL    BX               \
	VPMOVMSKB Y0, R8         \
	ORL     R8, BX           \
	VPSLLW  $4, Y3, Y4       \
	VPMOVMSKB Y4, CX         \
	VPCMPEQB Y9, Y5, Y5      \
	VPMOVMSKB Y5, DX         \
	NOTL    DX

// func classify(p *byte, n int, out *Masks, k *kernel)
TEXT ·classify(SB), NOSPLIT, $0-32
	MOVQ p+0(FP), SI
	MOVQ n+8(FP), R9
	MOVQ out+16(FP), DI
	MOVQ k+24(FP), R10
	VMOVDQU 0(R10), Y10
	VMOVDQU 32(R10), Y11
	VMOVDQU 64(R10), Y12
	VMOVDQU 96(R10), Y13
	VMOVDQU nibble<>(SB), Y15
	VMOVDQU alnum<>(SB), Y14
	VPXOR   Y9, Y9, Y9
loop:
	TESTQ R9, R9
	JZ    done
	half(0)
	MOVL  AX, 0(DI)
	MOVL  BX, 8(DI)
	MOVL  CX, 16(DI)
	MOVL  DX, 24(DI)
	half(32)
	MOVL  AX, 4(DI)
	MOVL  BX, 12(DI)
	MOVL  CX, 20(DI)
	MOVL  DX, 28(DI)
	ADDQ  $64, SI
	ADDQ  $32, DI
	DECQ  R9
	JMP   loop
done:
	VZEROUPPER
	RET

// func cpuid(leaf, sub uint32) (a, b, c, d uint32)
TEXT ·cpuid(SB), NOSPLIT, $0-24
	MOVL leaf+0(FP), AX
	MOVL sub+4(FP), CX
	CPUID
	MOVL AX, a+8(FP)
	MOVL BX, b+12(FP)
	MOVL CX, c+16(FP)
	MOVL DX, d+20(FP)
	RET

// func xgetbv() (low, high uint32)
TEXT ·xgetbv(SB), NOSPLIT, $0-8
	XORL CX, CX
	XGETBV
	MOVL AX, low+0(FP)
	MOVL DX, high+4(FP)
	RET
