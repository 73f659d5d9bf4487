//go:build arm64 && !purego

#include "textflag.h"

// Fields of product.
#define P_A 0
#define P_ROWBYTES 8
#define P_W 16
#define P_BIAS 24
#define P_SHIFT 32
#define P_OUT 40
#define P_ROWS 48
#define P_BLOCKS 56
#define P_OUTBYTES 64
#define P_ADD 72

// Instructions that the assembler lacks; registers by number.

// SMLAL Vd.4S += Vn.4H · Vm.H[i] for m < 16, with the halves of i's bits as
// h = i>>2, l = i>>1&1, m0 = i&1; SMLAL2 takes the upper four of Vn.
#define SMLAL(d, n, m, h, l, m0) WORD $(0x0F402000 | (l)<<21 | (m0)<<20 | (m)<<16 | (h)<<11 | (n)<<5 | (d))
#define SMLAL2(d, n, m, h, l, m0) WORD $(0x4F402000 | (l)<<21 | (m0)<<20 | (m)<<16 | (h)<<11 | (n)<<5 | (d))

// NEG Vd.4S = -Vd.4S; SSHL Vd.4S = Vd.4S << Vm.4S, to the right where that is negative.
#define NEGATE(d) WORD $(0x6EA0B800 | (d)<<5 | (d))
#define SSHL(d, m) WORD $(0x4EA04400 | (m)<<16 | (d)<<5 | (d))

// One input of one row (V0 or V1) by the 32 columns whose weights for it are in
// Vn, Vn+2, Vn+4, Vn+6; sums from Vd on.
#define COLUMNS(d, n, m, h, l, m0) \
	SMLAL(d, n, m, h, l, m0) \
	SMLAL2(d+1, n, m, h, l, m0) \
	SMLAL(d+2, n+2, m, h, l, m0) \
	SMLAL2(d+3, n+2, m, h, l, m0) \
	SMLAL(d+4, n+4, m, h, l, m0) \
	SMLAL2(d+5, n+4, m, h, l, m0) \
	SMLAL(d+6, n+6, m, h, l, m0) \
	SMLAL2(d+7, n+6, m, h, l, m0)

// A pair of inputs of both rows: the even one's weights go to V2, V4, V6, V8,
// the odd one's to V3, V5, V7, V9.
#define PAIR(h, l) \
	VLD2.P 32(R14), [V2.H8, V3.H8] \
	VLD2.P 32(R14), [V4.H8, V5.H8] \
	VLD2.P 32(R14), [V6.H8, V7.H8] \
	VLD2.P 32(R14), [V8.H8, V9.H8] \
	COLUMNS(16, 2, 0, h, l, 0) \
	COLUMNS(24, 2, 1, h, l, 0) \
	COLUMNS(16, 3, 0, h, l, 1) \
	COLUMNS(24, 3, 1, h, l, 1)

// func multiplyNEON(p *product)
//
// Two rows by 32 columns at a time: V16 to V23 and V24 to V31 hold the sums, V0
// and V1 eight inputs of each row, V2 to V9 weights.
TEXT ·multiplyNEON(SB), NOSPLIT, $0-8
	MOVD p+0(FP), R0
	MOVD P_A(R0), R1
	MOVD P_W(R0), R3
	MOVD P_BIAS(R0), R4
	MOVD P_SHIFT(R0), R5
	MOVD P_OUT(R0), R6
	MOVD P_ROWS(R0), R7
	MOVD P_ROWBYTES(R0), R9
	MOVD P_BLOCKS(R0), R10
	MOVD P_OUTBYTES(R0), R11
	MOVD P_ADD(R0), R12

block:
	MOVD R1, R2  // the tile's rows, one after the other
	MOVD R7, R13 // rows to do
	MOVD R6, R21 // out of this tile

tile:
	MOVD R3, R14
	MOVD R4, R22
	VLD1.P 64(R22), [V16.S4, V17.S4, V18.S4, V19.S4]
	VLD1 (R22), [V20.S4, V21.S4, V22.S4, V23.S4]
	VMOV V16.B16, V24.B16
	VMOV V17.B16, V25.B16
	VMOV V18.B16, V26.B16
	VMOV V19.B16, V27.B16
	VMOV V20.B16, V28.B16
	VMOV V21.B16, V29.B16
	VMOV V22.B16, V30.B16
	VMOV V23.B16, V31.B16

	MOVD R2, R17
	ADD R9, R2, R19
	MOVD R9, R20

inputs:
	VLD1.P 16(R17), [V0.H8]
	VLD1.P 16(R19), [V1.H8]
	PAIR(0, 0)
	PAIR(0, 1)
	PAIR(1, 0)
	PAIR(1, 1)
	SUB $16, R20, R20
	CBNZ R20, inputs
	MOVD R19, R2 // where the next two rows begin

	MOVD R5, R22
	VLD1.P 64(R22), [V2.S4, V3.S4, V4.S4, V5.S4]
	VLD1 (R22), [V6.S4, V7.S4, V8.S4, V9.S4]
	NEGATE(2)
	NEGATE(3)
	NEGATE(4)
	NEGATE(5)
	NEGATE(6)
	NEGATE(7)
	NEGATE(8)
	NEGATE(9)
	SSHL(16, 2)
	SSHL(17, 3)
	SSHL(18, 4)
	SSHL(19, 5)
	SSHL(20, 6)
	SSHL(21, 7)
	SSHL(22, 8)
	SSHL(23, 9)
	SSHL(24, 2)
	SSHL(25, 3)
	SSHL(26, 4)
	SSHL(27, 5)
	SSHL(28, 6)
	SSHL(29, 7)
	SSHL(30, 8)
	SSHL(31, 9)

	MOVD R21, R22
	ADD R11, R21, R23
	CBZ R12, store
	VLD1.P 64(R22), [V2.S4, V3.S4, V4.S4, V5.S4]
	VLD1 (R22), [V6.S4, V7.S4, V8.S4, V9.S4]
	VADD V2.S4, V16.S4, V16.S4
	VADD V3.S4, V17.S4, V17.S4
	VADD V4.S4, V18.S4, V18.S4
	VADD V5.S4, V19.S4, V19.S4
	VADD V6.S4, V20.S4, V20.S4
	VADD V7.S4, V21.S4, V21.S4
	VADD V8.S4, V22.S4, V22.S4
	VADD V9.S4, V23.S4, V23.S4
	VLD1.P 64(R23), [V2.S4, V3.S4, V4.S4, V5.S4]
	VLD1 (R23), [V6.S4, V7.S4, V8.S4, V9.S4]
	VADD V2.S4, V24.S4, V24.S4
	VADD V3.S4, V25.S4, V25.S4
	VADD V4.S4, V26.S4, V26.S4
	VADD V5.S4, V27.S4, V27.S4
	VADD V6.S4, V28.S4, V28.S4
	VADD V7.S4, V29.S4, V29.S4
	VADD V8.S4, V30.S4, V30.S4
	VADD V9.S4, V31.S4, V31.S4
	MOVD R21, R22
	ADD R11, R21, R23

store:
	VST1.P [V16.S4, V17.S4, V18.S4, V19.S4], 64(R22)
	VST1 [V20.S4, V21.S4, V22.S4, V23.S4], (R22)
	VST1.P [V24.S4, V25.S4, V26.S4, V27.S4], 64(R23)
	VST1 [V28.S4, V29.S4, V30.S4, V31.S4], (R23)
	ADD R11<<1, R21, R21
	SUB $2, R13, R13
	CBNZ R13, tile

	MOVD R14, R3 // the next block's weights
	ADD $128, R4, R4
	ADD $128, R5, R5
	ADD $128, R6, R6
	SUB $1, R10, R10
	CBNZ R10, block
	RET
