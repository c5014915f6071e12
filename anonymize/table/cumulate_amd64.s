//go:build amd64 && !purego

#include "textflag.h"

// func cumulateAVX2(h *uint64, n, stride int)
TEXT ·cumulateAVX2(SB), NOSPLIT, $0-24
	MOVQ h+0(FP), SI
	MOVQ n+8(FP), CX
	MOVQ stride+16(FP), DX
	LEAQ (SI)(DX*8), DI
	SUBQ $8, CX
	JLT  four
eight:
	VMOVDQU (SI), Y0
	VMOVDQU 32(SI), Y1
	VPADDQ  (DI), Y0, Y0
	VPADDQ  32(DI), Y1, Y1
	VMOVDQU Y0, (DI)
	VMOVDQU Y1, 32(DI)
	ADDQ $64, SI
	ADDQ $64, DI
	SUBQ $8, CX
	JGE  eight
four:
	ADDQ $4, CX
	JLT  rest
	VMOVDQU (SI), Y0
	VPADDQ  (DI), Y0, Y0
	VMOVDQU Y0, (DI)
	ADDQ $32, SI
	ADDQ $32, DI
	SUBQ $4, CX
rest:
	ADDQ $4, CX
one:
	SUBQ $1, CX
	JLT  done
	MOVQ (SI), AX
	ADDQ AX, (DI)
	ADDQ $8, SI
	ADDQ $8, DI
	JMP  one
done:
	VZEROUPPER
	RET
