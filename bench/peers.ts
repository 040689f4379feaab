import { existsSync } from 'node:fs'
import { Unmeasured } from './report'

/** The script of each peer, and which of its modes is the best. */
const PEERS: Readonly<Record<string, { readonly script: string; readonly best: string }>> = {
  tf: { script: 'draw_tf.py', best: 'xla-while' },
  jax: { script: 'draw_jax.py', best: 'scan' },
  torch: { script: 'draw_torch.py', best: 'compile-cell' },
}

/** Those that classify; Easel's own. */
const CLASSIFIERS: typeof PEERS = {
  torch: { script: 'classify_torch.py', best: 'compile-cell/einsum' },
}

/** `NAME` or `NAME:MODE` as the arguments of Python. @throws Unmeasured */
export function peerOf(text: string, scripts: string, classifies: boolean): readonly string[] {
  const [name = '', mode] = text.split(':')
  const peers = classifies ? CLASSIFIERS : PEERS
  const peer = peers[name]
  if (!peer) throw new Unmeasured(`There is no peer ${name}: ${Object.keys(peers).join(', ')}.`)
  const script = classifies ? [`bench/${peer.script}`] : ['bench/peer.py', scripts, peer.script]
  return [...script, '--mode', mode ?? peer.best]
}

/** Why no peer can run here, and what to do; undefined when they can. */
export function peersMissing(
  python: string | undefined,
  scripts: string,
  classifies: boolean,
): [why: string, remedy: string] | undefined {
  if (!python) return ['No Python was named.', 'Name one that has tensorflow, jax and torch with --python.']
  if (!classifies && !existsSync(scripts))
    return [`There is no ${scripts}.`, 'Name the folder of draw_tf.py and its like with --scripts.']
  return undefined
}
