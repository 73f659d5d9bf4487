//go:build amd64 && !purego

#include "textflag.h"

// Fields of product.
#define P_A 0
#define P_ROWBYTES 8
#define P_W 16
#define P_BIAS 24
#define P_OUT 32
#define P_ROWS 40
#define P_BLOCKS 48
#define P_OUTBYTES 56

// A row of a tile by 32 columns, for VNNI: four of its inputs to all lanes.
#define DOT(a, A, S0, S1) \
	VPBROADCASTD (a)(DX*1), A \
	VPDPBUSD Z16, A, S0 \
	VPDPBUSD Z17, A, S1

#define STORE(at, S0, S1) \
	VMOVDQU32 S0, (at) \
	VMOVDQU32 S1, 64(at)

// func multiplyVNNI(p *product)
//
// Eight rows by 32 columns at a time: Z0 to Z15 hold the sums, Z16 and Z17 weights
// of four inputs.
TEXT ·multiplyVNNI(SB), NOSPLIT, $32-8
	MOVQ p+0(FP), DI
	MOVQ P_W(DI), R8
	MOVQ P_BLOCKS(DI), AX
	MOVQ AX, blocks-8(SP)
	MOVQ $0, column-16(SP) // bytes of a row of out that are done

vnniBlock:
	MOVQ column-16(SP), AX
	MOVQ P_BIAS(DI), R10
	VMOVDQU32 (R10)(AX*1), Z28
	VMOVDQU32 64(R10)(AX*1), Z29
	MOVQ P_OUT(DI), R10
	ADDQ AX, R10
	MOVQ R10, out-24(SP)  // out of this tile
	MOVQ $0, rows-32(SP)  // rows that are done

vnniTile:
	MOVQ R8, R11
	VMOVDQA32 Z28, Z0
	VMOVDQA32 Z29, Z1
	VMOVDQA32 Z28, Z2
	VMOVDQA32 Z29, Z3
	VMOVDQA32 Z28, Z4
	VMOVDQA32 Z29, Z5
	VMOVDQA32 Z28, Z6
	VMOVDQA32 Z29, Z7
	VMOVDQA32 Z28, Z8
	VMOVDQA32 Z29, Z9
	VMOVDQA32 Z28, Z10
	VMOVDQA32 Z29, Z11
	VMOVDQA32 Z28, Z12
	VMOVDQA32 Z29, Z13
	VMOVDQA32 Z28, Z14
	VMOVDQA32 Z29, Z15

	MOVQ P_ROWBYTES(DI), DX
	MOVQ rows-32(SP), AX
	IMULQ DX, AX
	ADDQ P_A(DI), AX      // the tile's rows, one after the other
	LEAQ (AX)(DX*1), BX
	LEAQ (AX)(DX*2), CX
	LEAQ (BX)(DX*2), SI
	LEAQ (AX)(DX*4), R9
	LEAQ (BX)(DX*4), R12
	LEAQ (CX)(DX*4), R13
	LEAQ (SI)(DX*4), R15
	XORQ DX, DX

vnniStep:
	VMOVDQU32 (R11), Z16
	VMOVDQU32 64(R11), Z17
	DOT(AX, Z18, Z0, Z1)
	DOT(BX, Z19, Z2, Z3)
	DOT(CX, Z20, Z4, Z5)
	DOT(SI, Z21, Z6, Z7)
	DOT(R9, Z22, Z8, Z9)
	DOT(R12, Z23, Z10, Z11)
	DOT(R13, Z24, Z12, Z13)
	DOT(R15, Z25, Z14, Z15)
	ADDQ $128, R11
	ADDQ $4, DX
	CMPQ DX, P_ROWBYTES(DI)
	JLT vnniStep

	MOVQ out-24(SP), R10
	MOVQ P_OUTBYTES(DI), DX
	STORE(R10, Z0, Z1)
	ADDQ DX, R10
	STORE(R10, Z2, Z3)
	ADDQ DX, R10
	STORE(R10, Z4, Z5)
	ADDQ DX, R10
	STORE(R10, Z6, Z7)
	ADDQ DX, R10
	STORE(R10, Z8, Z9)
	ADDQ DX, R10
	STORE(R10, Z10, Z11)
	ADDQ DX, R10
	STORE(R10, Z12, Z13)
	ADDQ DX, R10
	STORE(R10, Z14, Z15)
	ADDQ DX, R10
	MOVQ R10, out-24(SP)
	MOVQ rows-32(SP), AX
	ADDQ $8, AX
	MOVQ AX, rows-32(SP)
	CMPQ AX, P_ROWS(DI)
	JLT vnniTile
	MOVQ R11, R8          // the next block's weights
	ADDQ $128, column-16(SP)
	DECQ blocks-8(SP)
	JNZ vnniBlock
	VZEROUPPER
	RET

// A row of a tile by 16 columns, for AVX2: VPMADDUBSW wants the first factor
// without a sign, so the activations give theirs to the weights. Y15 is ones.
#define DOT2(a, S0, S1) \
	VPBROADCASTD (a)(DX*1), Y10 \
	VPABSB Y10, Y11 \
	VPSIGNB Y10, Y8, Y12 \
	VPSIGNB Y10, Y9, Y13 \
	VPMADDUBSW Y12, Y11, Y12 \
	VPMADDUBSW Y13, Y11, Y13 \
	VPMADDWD Y15, Y12, Y12 \
	VPMADDWD Y15, Y13, Y13 \
	VPADDD Y12, S0, S0 \
	VPADDD Y13, S1, S1

#define STORE2(at, S0, S1) \
	VMOVDQU S0, (at) \
	VMOVDQU S1, 32(at)

// func multiplyAVX2(p *product)
//
// Four rows by 16 columns at a time: Y0 to Y7 hold the sums, Y8 and Y9 weights of
// four inputs.
TEXT ·multiplyAVX2(SB), NOSPLIT, $32-8
	MOVQ p+0(FP), DI
	MOVQ P_W(DI), R8
	MOVQ P_BLOCKS(DI), AX
	ADDQ AX, AX           // of 16 columns
	MOVQ AX, blocks-8(SP)
	MOVQ $0, column-16(SP) // bytes of a row of out that are done
	VPCMPEQW Y15, Y15, Y15
	VPABSW Y15, Y15

avxBlock:
	MOVQ P_OUT(DI), R10
	ADDQ column-16(SP), R10
	MOVQ R10, out-24(SP)  // out of this tile
	MOVQ $0, rows-32(SP)  // rows that are done

avxTile:
	MOVQ R8, R11
	MOVQ P_BIAS(DI), R10
	ADDQ column-16(SP), R10
	VMOVDQU (R10), Y0
	VMOVDQU 32(R10), Y1
	VMOVDQA Y0, Y2
	VMOVDQA Y1, Y3
	VMOVDQA Y0, Y4
	VMOVDQA Y1, Y5
	VMOVDQA Y0, Y6
	VMOVDQA Y1, Y7

	MOVQ P_ROWBYTES(DI), DX
	MOVQ rows-32(SP), AX
	IMULQ DX, AX
	ADDQ P_A(DI), AX      // the tile's rows, one after the other
	LEAQ (AX)(DX*1), BX
	LEAQ (AX)(DX*2), CX
	LEAQ (BX)(DX*2), SI
	XORQ DX, DX

avxStep:
	VMOVDQU (R11), Y8
	VMOVDQU 32(R11), Y9
	DOT2(AX, Y0, Y1)
	DOT2(BX, Y2, Y3)
	DOT2(CX, Y4, Y5)
	DOT2(SI, Y6, Y7)
	ADDQ $64, R11
	ADDQ $4, DX
	CMPQ DX, P_ROWBYTES(DI)
	JLT avxStep

	MOVQ out-24(SP), R10
	MOVQ P_OUTBYTES(DI), DX
	STORE2(R10, Y0, Y1)
	ADDQ DX, R10
	STORE2(R10, Y2, Y3)
	ADDQ DX, R10
	STORE2(R10, Y4, Y5)
	ADDQ DX, R10
	STORE2(R10, Y6, Y7)
	ADDQ DX, R10
	MOVQ R10, out-24(SP)
	MOVQ rows-32(SP), AX
	ADDQ $4, AX
	MOVQ AX, rows-32(SP)
	CMPQ AX, P_ROWS(DI)
	JLT avxTile
	MOVQ R11, R8          // the next block's weights
	ADDQ $64, column-16(SP)
	DECQ blocks-8(SP)
	JNZ avxBlock
	VZEROUPPER
	RET

// EVERY puts a number of 32 bits into all lanes.
#define EVERY(from, X, Y) \
	MOVL from, AX \
	VMOVD AX, X \
	VPBROADCASTD X, Y

// FOLD leaves the sum, or largest, of the lanes of Y0 in AX.
#define FOLD(OP) \
	VEXTRACTI128 $1, Y0, X1 \
	OP X1, X0, X0 \
	VPSHUFD $0x4E, X0, X1 \
	OP X1, X0, X0 \
	VPSHUFD $0xB1, X0, X1 \
	OP X1, X0, X0 \
	VMOVD X0, AX

// PACK makes 16 bytes in X0 of the numbers in Y0 and Y1.
#define PACK \
	VPACKSSDW Y1, Y0, Y0 \
	VPERMQ $0xD8, Y0, Y0 \
	VEXTRACTI128 $1, Y0, X1 \
	VPACKSSWB X1, X0, X0

// func rescaleAVX2(sums, columns, bias *int32, n int, row int32, shift uint32, out *int32)
//
// The lower 32 bits of a product shifted right by 32 at most are the same with and
// without its sign.
TEXT ·rescaleAVX2(SB), NOSPLIT, $0-48
	MOVQ sums+0(FP), SI
	MOVQ columns+8(FP), BX
	MOVQ bias+16(FP), DX
	MOVQ n+24(FP), CX
	MOVQ out+40(FP), DI
	EVERY(row+32(FP), X8, Y8)
	MOVL shift+36(FP), AX
	VMOVQ AX, X9
	MOVQ CX, R8
	MOVQ AX, CX
	DECQ CX
	MOVQ $1, AX
	SHLQ CX, AX
	MOVQ R8, CX
	VMOVQ AX, X10
	VPBROADCASTQ X10, Y10 // half

rescaleLoop:
	VMOVDQU (SI), Y0
	VPMULLD (BX), Y8, Y1
	VPMULDQ Y1, Y0, Y2
	VPSRLQ $32, Y0, Y0
	VPSRLQ $32, Y1, Y1
	VPMULDQ Y1, Y0, Y3
	VPADDQ Y10, Y2, Y2
	VPADDQ Y10, Y3, Y3
	VPSRLQ X9, Y2, Y2
	VPSRLQ X9, Y3, Y3
	VPSLLQ $32, Y3, Y3
	VPBLENDD $0xAA, Y3, Y2, Y2
	VPADDD (DX), Y2, Y2
	VMOVDQU Y2, (DI)
	ADDQ $32, SI
	ADDQ $32, BX
	ADDQ $32, DX
	ADDQ $32, DI
	SUBQ $8, CX
	JNZ rescaleLoop
	VZEROUPPER
	RET

// func largestAVX2(x *int32, n int) int32
TEXT ·largestAVX2(SB), NOSPLIT, $0-20
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX
	VPXOR Y0, Y0, Y0

largestLoop:
	VPABSD (SI), Y1
	VPMAXSD Y1, Y0, Y0
	ADDQ $32, SI
	SUBQ $8, CX
	JNZ largestLoop
	FOLD(VPMAXSD)
	MOVL AX, ret+16(FP)
	VZEROUPPER
	RET

// func toBytesAVX2(x *int32, n int, most, factor int32, flip byte, out *int8)
TEXT ·toBytesAVX2(SB), NOSPLIT, $0-40
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX
	EVERY(most+16(FP), X8, Y8)
	VPXOR Y9, Y9, Y9
	VPSUBD Y8, Y9, Y9     // −most
	EVERY(factor+20(FP), X10, Y10)
	EVERY($0x200000, X11, Y11) // half of 1 << byteShift
	MOVBLZX flip+24(FP), AX
	VMOVD AX, X12
	VPBROADCASTB X12, X12
	MOVQ out+32(FP), DI

toBytesLoop:
	VPMINSD (SI), Y8, Y0
	VPMINSD 32(SI), Y8, Y1
	VPMAXSD Y9, Y0, Y0
	VPMAXSD Y9, Y1, Y1
	VPMULLD Y10, Y0, Y0
	VPMULLD Y10, Y1, Y1
	VPADDD Y11, Y0, Y0
	VPADDD Y11, Y1, Y1
	VPSRAD $22, Y0, Y0
	VPSRAD $22, Y1, Y1
	PACK
	VPXOR X12, X0, X0
	VMOVDQU X0, (DI)
	ADDQ $64, SI
	ADDQ $16, DI
	SUBQ $16, CX
	JNZ toBytesLoop
	VZEROUPPER
	RET

// func sumAVX2(x *int32, n int) int32
TEXT ·sumAVX2(SB), NOSPLIT, $0-20
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX
	VPXOR Y0, Y0, Y0

sumLoop:
	VPADDD (SI), Y0, Y0
	ADDQ $32, SI
	SUBQ $8, CX
	JNZ sumLoop
	FOLD(VPADDD)
	MOVL AX, ret+16(FP)
	VZEROUPPER
	RET

// func squaresAVX2(x *int32, n int, mean int32) int64
TEXT ·squaresAVX2(SB), NOSPLIT, $0-32
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX
	EVERY(mean+16(FP), X2, Y2)
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1

squaresLoop:
	VMOVDQU (SI), Y3
	VPSUBD Y2, Y3, Y3
	VPSRLQ $32, Y3, Y4
	VPMULDQ Y3, Y3, Y3
	VPMULDQ Y4, Y4, Y4
	VPADDQ Y3, Y0, Y0
	VPADDQ Y4, Y1, Y1
	ADDQ $32, SI
	SUBQ $8, CX
	JNZ squaresLoop
	VPADDQ Y1, Y0, Y0
	VEXTRACTI128 $1, Y0, X1
	VPADDQ X1, X0, X0
	VPSRLDQ $8, X0, X1
	VPADDQ X1, X0, X0
	VMOVQ X0, AX
	MOVQ AX, ret+24(FP)
	VZEROUPPER
	RET

// func normaliseAVX2(x, gain, bias *int32, n int, mean, r int32, y *int32)
TEXT ·normaliseAVX2(SB), NOSPLIT, $0-48
	MOVQ x+0(FP), SI
	MOVQ gain+8(FP), BX
	MOVQ bias+16(FP), DX
	MOVQ n+24(FP), CX
	EVERY(mean+32(FP), X8, Y8)
	EVERY(r+36(FP), X9, Y9)
	MOVQ y+40(FP), DI
	EVERY($0x8000, X10, Y10) // half of 1 << normShift
	EVERY($0x800, X11, Y11)  // half of 1 << gainBits
	EVERY($32767, X12, Y12)
	EVERY($-32767, X13, Y13)

normaliseLoop:
	VMOVDQU (SI), Y0
	VPSUBD Y8, Y0, Y0
	VPMULLD Y9, Y0, Y0
	VPADDD Y10, Y0, Y0
	VPSRAD $16, Y0, Y0
	VPMULLD (BX), Y0, Y0
	VPADDD Y11, Y0, Y0
	VPSRAD $12, Y0, Y0
	VPADDD (DX), Y0, Y0
	VPMINSD Y12, Y0, Y0
	VPMAXSD Y13, Y0, Y0
	VMOVDQU Y0, (DI)
	ADDQ $32, SI
	ADDQ $32, BX
	ADDQ $32, DX
	ADDQ $32, DI
	SUBQ $8, CX
	JNZ normaliseLoop
	VZEROUPPER
	RET

// func geluAVX2(table *[geluEntries + 1]int16, x *int32, n int)
TEXT ·geluAVX2(SB), NOSPLIT, $0-24
	MOVQ table+0(FP), BX
	MOVQ x+8(FP), SI
	MOVQ n+16(FP), CX
	EVERY($4096, X8, Y8)   // geluMost
	EVERY($-4096, X9, Y9)
	EVERY($4098, X10, Y10) // and half of 1 << geluStepBits
	VPXOR Y11, Y11, Y11

geluLoop:
	VMOVDQU (SI), Y0
	VPMINSD Y8, Y0, Y1
	VPMAXSD Y9, Y1, Y1
	VPADDD Y10, Y1, Y1
	VPSRAD $2, Y1, Y1
	VPCMPEQD Y2, Y2, Y2
	VPGATHERDD Y2, (BX)(Y1*2), Y3
	VPSLLD $16, Y3, Y3
	VPSRAD $16, Y3, Y3
	VPSUBD Y8, Y0, Y0
	VPMAXSD Y11, Y0, Y0
	VPADDD Y3, Y0, Y0
	VMOVDQU Y0, (SI)
	ADDQ $32, SI
	SUBQ $8, CX
	JNZ geluLoop
	VZEROUPPER
	RET

// POWER makes shares in Y of differences in Y; T, F and M are used up.
#define POWER(Y, T, F, M) \
	VPCMPGTD Y9, Y, M \
	VPMULLD Y10, Y, Y \
	VPSRLD X11, Y, Y \
	VPMINUD Y12, Y, Y \
	VPAND Y13, Y, F \
	VPSRLD $8, Y, T \
	VPMULLD Y14, F, Y \
	VPSRLD $8, Y, Y \
	VPMULLD F, Y, Y \
	VPMULLD Y15, F, F \
	VPSUBD F, Y, Y \
	VPADDD Y7, Y, Y \
	VPSRLVD T, Y, Y \
	VPSLLD $7, Y, T \
	VPSUBD Y, T, Y \
	VPADDD Y6, Y, Y \
	VPSRLD $24, Y, Y \
	VPANDN Y, M, Y

// func softmaxAVX2(scores *int32, n int, factor int32, shift uint32, flip byte, out *int8) int32
TEXT ·softmaxAVX2(SB), NOSPLIT, $0-44
	MOVQ scores+0(FP), SI
	MOVQ n+8(FP), CX
	MOVQ out+32(FP), DI
	VMOVDQU (SI), Y0
	MOVQ SI, BX
	MOVQ CX, DX

topLoop:
	VPMAXSD (BX), Y0, Y0
	ADDQ $32, BX
	SUBQ $8, DX
	JNZ topLoop
	FOLD(VPMAXSD)
	VMOVD AX, X8
	VPBROADCASTD X8, Y8
	EVERY($0xFFFFF, X9, Y9) // maxDifference
	EVERY(factor+16(FP), X10, Y10)
	MOVL shift+20(FP), AX
	VMOVQ AX, X11
	EVERY($2048, X12, Y12) // powerMost
	EVERY($255, X13, Y13)
	EVERY($11243, X14, Y14) // parabolaA
	EVERY($44012, X15, Y15) // parabolaB
	EVERY($0x1000000, X7, Y7)
	EVERY($0x800000, X6, Y6)
	MOVBLZX flip+24(FP), R8
	VPXOR Y5, Y5, Y5 // the sum

powerLoop:
	VPSUBD (SI), Y8, Y0
	VPSUBD 32(SI), Y8, Y1
	POWER(Y0, Y2, Y3, Y4)
	POWER(Y1, Y2, Y3, Y4)
	VPADDD Y0, Y5, Y5
	VPADDD Y1, Y5, Y5
	PACK
	VMOVD R8, X1
	VPBROADCASTB X1, X1
	VPXOR X1, X0, X0
	VMOVDQU X0, (DI)
	ADDQ $64, SI
	ADDQ $16, DI
	SUBQ $16, CX
	JNZ powerLoop
	VMOVDQA Y5, Y0
	FOLD(VPADDD)
	MOVL AX, ret+40(FP)
	VZEROUPPER
	RET
