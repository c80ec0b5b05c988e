declare module 'html-encoding-sniffer' {
  /** The name of the encoding of a page, as in the Encoding Standard. */
  export default function htmlEncodingSniffer(
    bytes: Uint8Array,
    options?: { readonly defaultEncoding?: string },
  ): string
}
