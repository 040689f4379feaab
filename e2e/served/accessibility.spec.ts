import { walk } from '../accessibility'
import { testServed } from '../shells'

testServed('every view passes axe in both themes at both sizes', ({ studio }) => walk(studio))
