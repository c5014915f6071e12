//go:build amd64 && !purego

#include "textflag.h"

// row adds the row of the feature at off(SI) to acc.
#define row(off, tmp, acc) \
	MOVL  off(SI), AX          \
	SHRL  CX, AX               \
	VPMOVZXBW (DI)(AX*8), tmp  \
	VPADDW tmp, acc, acc

// func sumRows16(rows *byte, shift uint, features *uint32, n int, sum *[8]uint16)
TEXT ·sumRows16(SB), NOSPLIT, $0-40
	MOVQ rows+0(FP), DI
	MOVQ shift+8(FP), CX
	MOVQ features+16(FP), SI
	MOVQ n+24(FP), DX
	MOVQ sum+32(FP), BX
	VPXOR X0, X0, X0
	VPXOR X1, X1, X1
	VPXOR X2, X2, X2
	VPXOR X3, X3, X3
four:
	SUBQ $4, DX
	JLT  rest
	row(0, X4, X0)
	row(4, X5, X1)
	row(8, X6, X2)
	row(12, X7, X3)
	ADDQ $16, SI
	JMP  four
rest:
	ADDQ $4, DX
one:
	SUBQ $1, DX
	JLT  done
	row(0, X4, X0)
	ADDQ $4, SI
	JMP  one
done:
	VPADDW X1, X0, X0
	VPADDW X3, X2, X2
	VPADDW X2, X0, X0
	VMOVDQU X0, 0(BX)
	VZEROUPPER
	RET

// fetch brings the row of the feature at off(SI) near, past the second-level cache: the rows that a text asks for fill all of it, and what others
// keep there would have to give way.
#define fetch(off) \
	MOVL off(SI), AX           \
	SHRL CX, AX                \
	PREFETCHNTA (DI)(AX*8)

// func prefetchRows(rows *byte, shift uint, features *uint32, n int)
TEXT ·prefetchRows(SB), NOSPLIT, $0-32
	MOVQ rows+0(FP), DI
	MOVQ shift+8(FP), CX
	MOVQ features+16(FP), SI
	MOVQ n+24(FP), DX
fetchFour:
	SUBQ $4, DX
	JLT  fetchRest
	fetch(0)
	fetch(4)
	fetch(8)
	fetch(12)
	ADDQ $16, SI
	JMP  fetchFour
fetchRest:
	ADDQ $4, DX
fetchOne:
	SUBQ $1, DX
	JLT  fetched
	fetch(0)
	ADDQ $4, SI
	JMP  fetchOne
fetched:
	RET
