using System.Diagnostics.CodeAnalysis;
using ObjectTree.Model.Values;

namespace ObjectTree.Protocol.Wire;

/// <summary>What a reader of values asks about records: their names and fields were announced before, and are not told again.</summary>
public interface IRecordSource
{
    /// <summary>Finds the kind of record that was announced under a number.</summary>
    bool TryGetRecord(int number, [NotNullWhen(true)] out RecordSchema? record);
}
