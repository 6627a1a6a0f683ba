/** The version of package.json, for records of runs. */
export const VERSION = '0.1.0';
