// Properties that only this package's own code uses. Whatever is built from it has short names for them. A name belongs
// here when no public declaration has it (tests/package/internal-names.test.ts), no object of the platform is asked for
// it, and nothing looks it up by a string: neither the wire, nor a page, nor `Object.keys`.
const names = `
  address applied apply applyFrame applySnapshot arrayHeader attach become canAskForToken commit commitChange createTopic created current
  declaration declarations delayAfter destroyed during enqueue epoch fields frontend hear held ignore ignoreRest instructions isActive isAtEnd
  isEmpty isListenedTo isOpen isOurs isStaged isVisible kindOf last longest markDestroyed methods moveTo nextNumber numberOf
  op onReturn optional outside owner readState recordKind records removed renew reshaped resumable resumeToken resumed retryAfter
  rollback row scope seal session setLimit show showChildren socket stage staged steps tell toBytes touched transparent types
  tuple uint uint31 unmount verbs versions
`;

/** What is renamed, wherever the package's code is built. */
export const mangleProps = new RegExp(`^(${names.trim().split(/\s+/).join("|")})$`);

export const internalNames = names.trim().split(/\s+/);
