// Properties that only this package's own code uses. Whatever is built from it has short names for them. A name belongs
// here when no public declaration has it (tests/package/internal-names.test.ts), no object of the platform is asked for
// it, and nothing looks it up by a string: neither the wire, nor a page, nor `Object.keys`.
const names = `
  acknowledge actions added address adopt applied apply applyFrame applySnapshot arguments arrange arrayHeader attach become
  begin beginDraft canAskForToken changes commitChange commitDraft commitStaged confirm constraints created
  createTopic current declaration declarations delayAfter destroyed discardDraft disconnect drop dropTouched during
  ended enqueue epoch expectQueue expectThere extensionHeader extras fail failureOf fields findOpen forget
  frontend group hasChanges hear held hold holderOf host ids ignore ignoreRest insertItems Instructions instructions
  isAssembling isAtEnd isEmpty isSingle isGuessed isListenedTo isMade isOurs isRefused isSettled isSnapshot isStaged
  isVisible isWithin kindOf kinds last lay layers limits longest made mayBeLocal methods mostUnanswered moved
  moveItem nextNumber onReturn op operations optional order outside own owner pending place propose proposed queue
  readState rebase recorded recording recordInto recordKind records refresh refuse removed removeItems rename replica
  report reshaped resumable resume resumed resumeToken retryAfter rollback row scope seal sendWaiting session setItems
  setLimit setParent settle settled shape show showChildren socket software stage staged steps
  surroundings take takeBack takeOut takeSettled tell toBytes toId topic topics touched transparent tries
  tuple types uint uint31 unmount updateDraft user verbOf verbs version versions writeAttribute writeOperands writer
  writeRecord
`;

/** What is renamed, wherever the package's code is built. */
export const mangleProps = new RegExp(`^(${names.trim().split(/\s+/).join("|")})$`);

export const internalNames = names.trim().split(/\s+/);
