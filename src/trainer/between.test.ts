import { expect, it } from 'vitest'
import { normals } from '../random/generator'
import { spherical, straight } from './between'

const norm = (v: Float32Array) => Math.hypot(...v)

it('halfway from east to north is north-east, on the circle', () => {
  const half = spherical(Float32Array.of(1, 0), Float32Array.of(0, 1), 0.5)
  expect([...half].map((x) => x.toFixed(6))).toEqual([Math.SQRT1_2.toFixed(6), Math.SQRT1_2.toFixed(6)])
  expect([...straight(Float32Array.of(1, 0), Float32Array.of(0, 1), 0.5)]).toEqual([0.5, 0.5])
})

it('equal steps are equal angles', () => {
  const third = spherical(Float32Array.of(2, 0), Float32Array.of(0, 2), 1 / 3)
  expect(Math.atan2(third[1] ?? NaN, third[0] ?? NaN)).toBeCloseTo(Math.PI / 6, 6)
  expect(norm(third)).toBeCloseTo(2, 6)
})

it('draws keep their length along the sphere, and lose it straight across', () => {
  const [a, b] = [1, 2].map((i) => normals(1000, i, 'z')) as [Float32Array, Float32Array]
  expect(norm(spherical(a, b, 0.5)) / norm(a)).toBeCloseTo(1, 1)
  expect(norm(straight(a, b, 0.5)) / norm(a)).toBeCloseTo(Math.SQRT1_2, 1)
})

it('the ends are themselves, and equal ends stay', () => {
  const [a, b] = [1, 2].map((i) => normals(50, i, 'z')) as [Float32Array, Float32Array]
  expect(spherical(a, b, 0)).toEqual(a)
  expect(spherical(a, b, 1)).toEqual(b)
  expect([...spherical(a, a, 0.3)].map((x) => x.toFixed(5))).toEqual([...a].map((x) => x.toFixed(5)))
})
