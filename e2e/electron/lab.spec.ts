import { glimpseOpened, lab } from '../lab'
import { testInElectron } from '../shells'

testInElectron('a grid is moved over pictures in the Lab', ({ studio }) => lab(studio))
testInElectron('a glimpse of a run is opened in the Lab', ({ studio }) => glimpseOpened(studio))
