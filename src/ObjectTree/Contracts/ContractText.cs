using System.Security.Cryptography;
using System.Text;
using ObjectTree.Model.Values;

namespace ObjectTree.Contracts;

/// <summary>
/// A contract as TypeScript, for pages that use <c>objecttree-client/contract</c>. The same contract gives the same text, so that it can be
/// kept and compared.
/// </summary>
public static class ContractText
{
    private const string Module = "objecttree-client/contract";

    /// <summary>Writes the contract as one file.</summary>
    public static string Write(TreeContract contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        var writer = new ContractWriter(contract);
        var body = writer.Write();
        return $"""
            // Written by objecttree-contract from the classes of a server's tree. Do not change it: write it again.
            // Fingerprint: {Fingerprint(body)}
            import {"{"} contractOf {"}"} from "{Module}";
            import type * as tree from "{Module}";

            {body}
            """.ReplaceLineEndings("\n");
    }

    /// <summary>What values of this type are in TypeScript.</summary>
    internal static string TypeOf(ValueDescription value) => new ContractWriter(new TreeContract([])).TypeOf(value);

    /// <summary>What the parameters and the result of a method are in TypeScript.</summary>
    internal static string SignatureOf(ContractMethod method) => new ContractWriter(new TreeContract([])).SignatureOf(method);

    private static string Fingerprint(string body) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)).AsSpan(0, 8));
}
