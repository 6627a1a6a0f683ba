/**
 * Lets the page load workers from its own origin. The security policy of the build wants that said for every address
 * that becomes a script (Trusted Types); markup and text as code have no such word, so they stay forbidden. Browsers
 * without Trusted Types ask nobody.
 */
export function trustOwnScripts(): void {
  window.trustedTypes?.createPolicy('default', {
    createScriptURL: (address) => {
      if (new URL(address, document.baseURI).origin === location.origin) return address;
      throw new TypeError(`${address} is not a script of this page: it is not loaded.`);
    },
  });
}
