import { product, productScratch } from './product'

/*
 * y [batch, n, height] and x [batch, n, width] are filterbanks, images are [batch, channels, height, width],
 * patches [batch, channels, n, n].
 */

/** Floats that each function here needs besides its operands. */
export function attentionScratch(height: usize, width: usize, n: usize): usize {
  return n * width + productScratch(max(max(height, width), n))
}

/** F_Y image F_Xᵀ, eq. 27. */
export function extract(
  image: usize,
  y: usize,
  x: usize,
  patch: usize,
  batch: usize,
  channels: usize,
  height: usize,
  width: usize,
  n: usize,
  scratch: usize,
): void {
  const rest = scratch + n * width * 4
  for (let b: usize = 0; b < batch; b++) {
    for (let channel: usize = 0; channel < channels; channel++) {
      product(y, image, scratch, n, height, width, false, false, false, rest)
      product(scratch, x, patch, n, width, n, false, true, false, rest)
      image += height * width * 4
      patch += n * n * 4
    }
    y += n * height * 4
    x += n * width * 4
  }
}

/** F_Yᵀ patch F_X, eq. 29; also the gradient of {@link extract}'s image, as that is of this one's patch. */
export function spread(
  patch: usize,
  y: usize,
  x: usize,
  image: usize,
  batch: usize,
  channels: usize,
  height: usize,
  width: usize,
  n: usize,
  scratch: usize,
): void {
  const rest = scratch + n * width * 4
  for (let b: usize = 0; b < batch; b++) {
    for (let channel: usize = 0; channel < channels; channel++) {
      product(patch, x, scratch, n, n, width, false, false, false, rest)
      product(y, scratch, image, height, n, width, true, false, false, rest)
      image += height * width * 4
      patch += n * n * 4
    }
    y += n * height * 4
    x += n * width * 4
  }
}

/**
 * Gradients of the filterbanks in ⟨patch, F_Y image F_Xᵀ⟩: patch F_X imageᵀ and patchᵀ F_Y image. What one of the two
 * is not, is the gradient of {@link extract}'s patch or of {@link spread}'s image.
 */
export function filterGradients(
  patch: usize,
  image: usize,
  y: usize,
  x: usize,
  dy: usize,
  dx: usize,
  batch: usize,
  channels: usize,
  height: usize,
  width: usize,
  n: usize,
  scratch: usize,
): void {
  const rest = scratch + n * width * 4
  for (let b: usize = 0; b < batch; b++) {
    for (let channel: usize = 0; channel < channels; channel++) {
      const more = channel > 0
      product(patch, x, scratch, n, n, width, false, false, false, rest)
      product(scratch, image, dy, n, width, height, false, true, more, rest)
      product(y, image, scratch, n, height, width, false, false, false, rest)
      product(patch, scratch, dx, n, n, width, true, false, more, rest)
      image += height * width * 4
      patch += n * n * 4
    }
    y += n * height * 4
    x += n * width * 4
    dy += n * height * 4
    dx += n * width * 4
  }
}
