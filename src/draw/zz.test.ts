import { it, expect } from 'vitest'
import { readdirSync } from 'node:fs'
import { parity } from '/work/main/src/cli/parity'
const engine = process.env['ENG'] as any
for (const f of (process.env['FILES']?.split(',') ?? readdirSync('/tmp/dumps').filter((f) => f.endsWith('.npz'))))
  it(f, async () => { const t=Date.now(); const r = await parity({ file: `/tmp/dumps/${f}`, engine }); console.log(engine, f, Math.abs(r.losses[0]/r.reference[0]-1).toExponential(1), r.max_relative.toExponential(1), Date.now()-t,'ms'); expect(r.max_relative).toBeLessThan(2e-3) }, 600000)
