/** Close codes that this client acts on, by their names in the protocol. */
export enum CloseCode {
  normal = 1000,
  goingAway = 1001,
  unsupportedData = 1003,
  noStatus = 1005,
  abnormal = 1006,
  tooBig = 1009,
  internal = 1011,
  restarting = 1012,
  malformed = 4400,
  unauthenticated = 4401,
  forbidden = 4403,
  noSuchTree = 4404,
  protocolState = 4405,
  superseded = 4409,
  versionUnsupported = 4426,
}
