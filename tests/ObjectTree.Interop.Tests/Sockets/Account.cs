namespace ObjectTree.Interop.Tests.Sockets;

/// <summary>What a client put into the ledger, and how much each added to the sum.</summary>
/// <param name="Made">Acknowledged.</param>
/// <param name="Refused">Refused.</param>
/// <param name="Unknown">Lost with a connection before the answer came: the server may have made it.</param>
/// <param name="Others">How many other recorded changes were acknowledged.</param>
internal sealed record Account(Dictionary<string, long> Made, Dictionary<string, long> Refused, Dictionary<string, long> Unknown, long Others);
