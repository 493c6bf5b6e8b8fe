using ObjectTree.Model.Shape;
using ObjectTree.Model.Values;

namespace ObjectTree.Protocol.Snapshots;

/// <summary>
/// The kinds of records in a file, numbered from 0 in the order in which they occur: the numbers that a process gives hold only for its
/// life, and those that were read from another file may be taken.
/// </summary>
internal sealed class SnapshotRecords
{
    private readonly Dictionary<RecordSchema, RecordSchema> _numbered = []; // by what they are with the number 0
    private readonly List<RecordSchema> _all = [];

    /// <summary>In the order of their numbers.</summary>
    public IReadOnlyList<RecordSchema> All => _all;

    /// <summary>The same object with the file's numbers.</summary>
    public ObjectState Numbered(ObjectState state) => state with
    {
        Attributes = [.. state.Attributes.Select(Numbered)],
        Added = [.. state.Added.Select(added => added with { State = Numbered(added.State) })],
    };

    private Value Numbered(Value value) => RecordKinds.Replace(value, Numbered);

    private RecordSchema Numbered(RecordSchema schema)
    {
        var kind = schema with { Number = 0 };
        if (!_numbered.TryGetValue(kind, out var numbered))
        {
            numbered = kind with { Number = _all.Count };
            _numbered.Add(kind, numbered);
            _all.Add(numbered);
        }
        return numbered;
    }
}
