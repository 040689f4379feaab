import { Packr } from 'msgpackr'
import type { Packet } from './api'

/** MessagePack with typed arrays. Records would need eval, which the page's policy forbids. */
const packr = new Packr({ structuredClone: true, useRecords: false })

/** A packet as bytes for a socket. */
export const encodePacket = (packet: Packet): Uint8Array<ArrayBuffer> => new Uint8Array(packr.pack(packet))
/** @throws Error when the bytes are no packet. */
export const decodePacket = (bytes: Uint8Array): Packet => packr.unpack(bytes) as Packet
