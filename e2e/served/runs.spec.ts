import { carried, livedIn, queued, saved } from '../runs'
import { testServed } from '../shells'

testServed('runs wait in a queue', ({ studio }) => queued(studio))
testServed('a run is tagged, found, forked, compared and deleted', ({ studio }) => livedIn(studio))
testServed('a run travels as a zip', ({ studio }) =>
  carried(studio, async () => {
    const download = studio.page.waitForEvent('download')
    await studio.button('Export zip').click()
    return saved(download)
  }),
)
