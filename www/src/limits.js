/** In bytes: the most that the page takes as a body, typed or of a file. The library's default is less. */
export const LARGEST_BODY = 16 * 1024 * 1024;

/** Ends "it was not opened: …". */
export const TOO_LARGE = "it has more than 16 MiB, the most that this page takes";
