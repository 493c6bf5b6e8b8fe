using System.Security.Cryptography;

namespace ObjectTree.Server;

/// <summary>What a client is told of a fault of the server: a random word that finds it in the log.</summary>
internal static class Correlation
{
    public static string New() => RandomNumberGenerator.GetHexString(8, lowercase: true);
}
