/** Rows and columns of the matrices multiplied. */
export const SGEMM_SIZE = 2048
/** Floating-point operations of one product. */
export const SGEMM_FLOPS = 2 * SGEMM_SIZE ** 3
