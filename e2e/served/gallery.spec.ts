import { gallery } from '../gallery'
import { testServed } from '../shells'

testServed('the gallery compares, likes, goes between, and takes away', ({ studio, home }) =>
  gallery(studio, home),
)
