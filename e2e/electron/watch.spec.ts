import { testInElectron } from '../shells'
import { watching } from '../watch'

testInElectron('a run is watched over its training', ({ studio }) => watching(studio))
