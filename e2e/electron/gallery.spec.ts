import { gallery } from '../gallery'
import { testInElectron } from '../shells'

testInElectron('the gallery compares, likes, goes between, and takes away', ({ studio, home }) =>
  gallery(studio, home),
)
