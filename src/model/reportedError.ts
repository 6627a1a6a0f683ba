/** An error as plain data: class instances lose their fields between a worker and its page, and in files. */
export interface ReportedError {
  readonly name: string;
  readonly label: string | null;
  readonly message: string;
}
