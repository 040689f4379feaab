import { testServed } from '../shells'
import { watching } from '../watch'

testServed('a run is watched over its training', ({ studio }) => watching(studio))
