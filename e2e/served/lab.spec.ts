import { figureTaken, glimpseOpened, lab } from '../lab'
import { testServed } from '../shells'

testServed('a grid is moved over pictures in the Lab', ({ studio }) => lab(studio))
testServed('a figure is taken away from the Lab', ({ studio }) => figureTaken(studio))
testServed('a glimpse of a run is opened in the Lab', ({ studio }) => glimpseOpened(studio))
