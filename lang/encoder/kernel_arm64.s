//go:build arm64 && !purego

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

// Instructions that the assembler lacks; registers by number.

// SMULL Vd.8H = Vn.8B · Vm.8B; SMULL2 takes the upper eight.
#define SMULL(d, n, m) WORD $(0x0E20C000 | (m)<<16 | (n)<<5 | (d))
#define SMULL2(d, n, m) WORD $(0x4E20C000 | (m)<<16 | (n)<<5 | (d))

// ADDP Vd.8H: sums of neighbours in Vn and Vm. SADALP adds those of Vn.8H to Vd.4S.
#define ADDP(d, n, m) WORD $(0x4E60BC00 | (m)<<16 | (n)<<5 | (d))
#define SADALP(d, n) WORD $(0x4E606800 | (n)<<5 | (d))

// SDOT Vd.4S += the products of four bytes each of Vn and Vm.
#define SDOT(d, n, m) WORD $(0x4E809400 | (m)<<16 | (n)<<5 | (d))

// Four inputs by four columns, whose weights are in Vw, of the row whose inputs are
// in Va. Two products fit 16 bits.
#define FOUR(acc, w, a) \
	SMULL(10, w, a) \
	SMULL2(11, w, a) \
	ADDP(10, 10, 11) \
	SADALP(acc, 10)

// Both rows by 32 columns.
#define ALL(OP) \
	OP(16, 0, 8) \
	OP(24, 0, 9) \
	OP(17, 1, 8) \
	OP(25, 1, 9) \
	OP(18, 2, 8) \
	OP(26, 2, 9) \
	OP(19, 3, 8) \
	OP(27, 3, 9) \
	OP(20, 4, 8) \
	OP(28, 4, 9) \
	OP(21, 5, 8) \
	OP(29, 5, 9) \
	OP(22, 6, 8) \
	OP(30, 6, 9) \
	OP(23, 7, 8) \
	OP(31, 7, 9)

// MULTIPLY goes over the product, two rows by 32 columns at a time: V16 to V23 and
// V24 to V31 hold the sums, V0 to V7 weights of four inputs, V8 and V9 those of each
// row.
#define MULTIPLY(OP) \
	MOVD p+0(FP), R0 \
	MOVD P_A(R0), R1 \
	MOVD P_W(R0), R3 \
	MOVD P_BIAS(R0), R4 \
	MOVD P_OUT(R0), R6 \
	MOVD P_ROWS(R0), R7 \
	MOVD P_ROWBYTES(R0), R9 \
	MOVD P_BLOCKS(R0), R10 \
	MOVD P_OUTBYTES(R0), R11 \
block: \
	MOVD R1, R2 \
	MOVD R7, R13 \
	MOVD R6, R21 \
tile: \
	MOVD R3, R14 \
	MOVD R4, R22 \
	VLD1.P 64(R22), [V16.S4, V17.S4, V18.S4, V19.S4] \
	VLD1 (R22), [V20.S4, V21.S4, V22.S4, V23.S4] \
	VMOV V16.B16, V24.B16 \
	VMOV V17.B16, V25.B16 \
	VMOV V18.B16, V26.B16 \
	VMOV V19.B16, V27.B16 \
	VMOV V20.B16, V28.B16 \
	VMOV V21.B16, V29.B16 \
	VMOV V22.B16, V30.B16 \
	VMOV V23.B16, V31.B16 \
	MOVD R2, R17 \
	ADD R9, R2, R19 \
	MOVD R9, R20 \
step: \
	VLD1.P 64(R14), [V0.B16, V1.B16, V2.B16, V3.B16] \
	VLD1.P 64(R14), [V4.B16, V5.B16, V6.B16, V7.B16] \
	VLD1R.P 4(R17), [V8.S4] \
	VLD1R.P 4(R19), [V9.S4] \
	ALL(OP) \
	SUB $4, R20, R20 \
	CBNZ R20, step \
	MOVD R19, R2 \
	MOVD R21, R22 \
	ADD R11, R21, R23 \
	VST1.P [V16.S4, V17.S4, V18.S4, V19.S4], 64(R22) \
	VST1 [V20.S4, V21.S4, V22.S4, V23.S4], (R22) \
	VST1.P [V24.S4, V25.S4, V26.S4, V27.S4], 64(R23) \
	VST1 [V28.S4, V29.S4, V30.S4, V31.S4], (R23) \
	ADD R11<<1, R21, R21 \
	SUB $2, R13, R13 \
	CBNZ R13, tile \
	MOVD R14, R3 \
	ADD $128, R4, R4 \
	ADD $128, R6, R6 \
	SUB $1, R10, R10 \
	CBNZ R10, block \
	RET

// func multiplyNEON(p *product)
TEXT ·multiplyNEON(SB), NOSPLIT, $0-8
	MULTIPLY(FOUR)

// func multiplyDot(p *product)
TEXT ·multiplyDot(SB), NOSPLIT, $0-8
	MULTIPLY(SDOT)
