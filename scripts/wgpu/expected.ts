/** What cannot pass on wgpu over llvmpipe, and whose doing that is. */

/** Files that test what only Node with Dawn has. */
export const ONLY_IN_NODE: Readonly<Record<string, string>> = {
  'test/gpu/command.test.ts': 'starts the commands, which are Node’s and Dawn’s',
};

/** Tests that are to fail, by file and full name. */
export const EXPECTED_FAILURES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'test/gpu/errors.test.ts': {
    'a kernel that does not compile says where': 'the compiler’s message is Tint’s',
    'memory that runs out for a copy to the host rejects the reading, and the device goes on':
      'wgpu refuses to map a buffer whose creation failed, with words of its own',
  },
  'test/gpu/proxCrossEntropy.test.ts': {
    'ends within its steps for ρ = 1e-5, by fista':
      'llvmpipe ends a thread’s loops after 65,535 turns, fewer than the steps need',
  },
};
