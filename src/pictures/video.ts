import type LibAV from '@libav.js/variant-webm-vp9'
import type { Drawing } from '../studio/drawing'
import { HELD, playing, type Played } from './playing'
import type { Raster } from './raster'
import { yuvOf } from './yuv'

type Av = Awaited<ReturnType<(typeof LibAV)['LibAV']>>

/** Of 0 (lossless) to 63. */
const QUALITY = 16
/** AVFMT_FLAG_BITEXACT: no random ids and no dates, so that equal drawings are equal files. */
const BITEXACT = 0x400
const NAME = 'drawing.webm'

/**
 * Drawings played through t = 1 … T, then c_T held, as WebM (VP9). Equal drawings give equal bytes.
 * @param text tags of the file
 * @param onFrame told before each frame; what it throws ends the encoding
 */
export async function drawingWebm(
  drawing: Drawing,
  { text, ...played }: Played & { text: Record<string, string> },
  onFrame: (done: number, total: number) => Promise<void> = async () => undefined,
): Promise<Uint8Array> {
  const film = playing(drawing, played, 224, 1280)
  const delay = Math.round(film.delay)
  const held = Math.ceil(HELD / delay)
  const total = drawing.glimpses + held
  const last = yuvOf(film.finished())
  const frameOf = (i: number) => (i < drawing.glimpses ? yuvOf(film.frame(i) satisfies Raster) : last)

  const av = await open()
  try {
    await av.av_log_set_level(av.AV_LOG_ERROR)
    const { width, height } = last
    const time_base: [number, number] = [delay, 1000]
    const ctx = {
      pix_fmt: av.AV_PIX_FMT_YUV420P,
      width,
      height,
      bit_rate: 0,
      framerate_num: 1000,
      framerate_den: delay,
    }
    const options = { crf: String(QUALITY), deadline: 'good', 'cpu-used': '4' }
    const [, context, frame, packet] = await av.ff_init_encoder('libvpx-vp9', { ctx, time_base, options })
    const packets: LibAV.Packet[] = []
    for (let i = 0; i < total; i++) {
      await onFrame(i, total)
      const picture = {
        ...pictureOf(frameOf(i).data, width, height),
        format: av.AV_PIX_FMT_YUV420P,
        pts: i,
        ptshi: 0,
      }
      packets.push(...(await av.ff_encode_multi(context, frame, packet, [picture], i === total - 1)))
    }
    const parameters = await av.avcodec_parameters_alloc()
    await av.avcodec_parameters_from_context(parameters, context)
    const [file, , io] = await av.ff_init_muxer(
      { format_name: 'webm', filename: NAME, open: true, codecpars: true },
      [[parameters, ...time_base]],
    )
    await av.AVFormatContext_flags_s(file, (await av.AVFormatContext_flags(file)) | BITEXACT)
    let tags = 0
    for (const [key, value] of Object.entries(text)) tags = await av.av_dict_set_js(tags, key, value, 0)
    await av.AVFormatContext_metadata_s(file, tags)
    await av.avformat_write_header(file, 0)
    await av.ff_write_multi(file, packet, packets)
    await av.av_write_trailer(file)
    await av.ff_free_muxer(file, io)
    return (await av.readFile(NAME)).slice()
  } finally {
    av.terminate()
  }
}

const pictureOf = (data: Uint8Array, width: number, height: number) => ({
  data,
  layout: [
    { offset: 0, stride: width },
    { offset: width * height, stride: width / 2 },
    { offset: width * height * 1.25, stride: width / 2 },
  ],
  width,
  height,
})

/** FFmpeg's libraries, in this thread. Built as CommonJS they are the module, elsewhere its default. */
async function open(): Promise<Av> {
  const module = (await import('@libav.js/variant-webm-vp9')) as typeof LibAV & { default?: typeof LibAV }
  return (module.default ?? module).LibAV({ noworker: true })
}
