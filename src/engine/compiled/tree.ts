import { Tensor } from '@tensorflow/tfjs-core'

/** Tensors by name, in as many levels as the model likes. */
export type Tree = Tensor | { readonly [name: string]: Tree | undefined }

/** The tensors of `tree`, depth first. */
export const leavesOf = (tree: Tree): Tensor[] =>
  tree instanceof Tensor ? [tree] : Object.values(tree).flatMap((part) => (part ? leavesOf(part) : []))

/** A tree as `like`, with `leaves` in place of its own. */
export function treeOf<T extends Tree>(like: T, leaves: readonly Tensor[]): T {
  const rest = [...leaves]
  const build = (tree: Tree): Tree => {
    if (!(tree instanceof Tensor))
      return Object.fromEntries(Object.entries(tree).map(([name, part]) => [name, part && build(part)]))
    const leaf = rest.shift()
    if (!leaf) throw new RangeError('Fewer tensors than the tree has places for')
    return leaf
  }
  return build(like) as T
}
