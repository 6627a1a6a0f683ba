import * as zod from 'zod/mini';

// Zod compiles parsers with `new Function`, and tries whether it may: the page's security policy forbids it and reports
// the attempt. Every schema is made from here, so that none is made before this is said.
zod.config({ jitless: true });

export { zod as z };
