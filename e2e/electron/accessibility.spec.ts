import { walk } from '../accessibility'
import { testInElectron } from '../shells'

testInElectron('every view passes axe in both themes at both sizes', ({ studio }) => walk(studio))
