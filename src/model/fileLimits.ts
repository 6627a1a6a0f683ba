/**
 * What is read of files of any origin at most: each limit is checked before memory of that size is asked for. Decision
 * 0021 says what they add up to.
 */
const MEBIBYTE = 2 ** 20;

/** Bytes of all files of a data set together, as they are and unzipped: ten times MNIST's training images. */
export const LARGEST_FILE = 512 * MEBIBYTE;
/** Images and labels for training and for testing. */
export const MOST_FILES = 4;
/** Bytes of the largest table: as characters they are doubled at worst, and V8 ends at 2^29 of those. */
export const LARGEST_TEXT = 256 * MEBIBYTE;
/** Characters of a table that are split into cells at once; longer rows are refused. */
export const LONGEST_ROW = 4 * MEBIBYTE;
export const MOST_COLUMNS = 2 ** 16;
/** The most numbers that the features of one file may have: half a GiB of float32. */
export const LARGEST_VALUES = 2 ** 27;
/** Sixty times what a race can take. */
export const MOST_SAMPLES = 2 ** 22;
/** As many classes as 16 bits can number. */
export const MOST_CLASSES = 2 ** 16;
/** Characters of the name of a class or a column; run records, which hold them, have room for more. */
export const LONGEST_NAME = 200;
/** Numbers of the one-hot labels of a part. */
export const MOST_ONE_HOT = 2 ** 25;
/** Files in an archive. */
export const MOST_ENTRIES = 4096;
/** Bytes of the header of an array in it: NumPy itself refuses larger ones. */
export const LARGEST_NPY_HEADER = 10_000;

/** Bytes of a run record: one of 100,000 iterations needs about a quarter of it. */
export const LARGEST_RECORD = 256 * MEBIBYTE;
/** Objects, lists, and what stands in them, of a JSON text: its values take up to 64 bytes each. */
export const MOST_JSON_VALUES = 2 ** 24;
/** Lists and objects within each other; those of this app have six. */
export const DEEPEST_JSON = 32;

/** Bytes of a file of weights: a network of 100 million has 400 MB. */
export const LARGEST_WEIGHTS = 512 * MEBIBYTE;
/** Numbers in it, which become float64. */
export const MOST_WEIGHTS = 2 ** 27;

/** What reading any file takes at most, the file itself included, in bytes; test/hostile/ measures it. */
export const LARGEST_MEMORY = 3072 * MEBIBYTE;
