/**
 * 1 for the class of each image, 0 for the others: [B, K].
 * @param labels [B], counted from 0
 * @throws RangeError for a class that is not among `classes`
 */
export function oneHot(labels: Uint8Array, classes: number): Float32Array {
  const rows = new Float32Array(labels.length * classes)
  labels.forEach((label, image) => {
    if (label >= classes)
      throw new RangeError(`The label of image ${image} is ${label}; the classes are 0 to ${classes - 1}`)
    rows[image * classes + label] = 1
  })
  return rows
}
