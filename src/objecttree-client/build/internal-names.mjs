// Properties that only this package's own code uses. Whatever is built from it has short names for them. A name belongs
// here when no public declaration has it (tests/package/internal-names.test.ts), no object of the platform is asked for
// it, and nothing looks it up by a string: neither the wire, nor a page, nor `Object.keys`.
const names = `
  acknowledge address applied apply applyFrame applySnapshot arguments arrayHeader attach become canAskForToken changes
  commit commitChange confirm created createTopic current declaration declarations delayAfter destroyed disconnect drop
  during ended enqueue epoch extras fail failureOf fields findOpen frameApplied frontend hasChanges hear held hold host
  ignore ignoreRest insertItems instructions isAtEnd isEmpty isListenedTo isOpen isOurs isRefused isSettled isSnapshot
  isStaged isVisible kindOf kinds last layers limits longest markDestroyed methods moveItem moveTo nextNumber onReturn
  op operations optional order outside owner readState rebase recordKind records removed removeItems replica report
  reshaped resumable resume resumed resumeToken retryAfter rollback row scope seal session setLimit settle settled show
  showChildren snapshotApplied socket software stage staged steps surroundings take takeAll tell timesStale toBytes
  topic topics touched transparent tuple types uint uint31 unmount user verbOf verbs version versions writeOperands
  writer
`;

/** What is renamed, wherever the package's code is built. */
export const mangleProps = new RegExp(`^(${names.trim().split(/\s+/).join("|")})$`);

export const internalNames = names.trim().split(/\s+/);
