using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Kinds.Reference;

/// <summary>An id and the object that it was found to be, replaced as one: whoever reads sees the two together, on any thread.</summary>
/// <param name="id">The id; 0: none.</param>
/// <param name="found">The object; null when nobody looked for it yet.</param>
internal sealed class ReferenceState(long id, ITreeObject? found)
{
    public static readonly ReferenceState None = new(0, null);

    public long Id => id;

    public ITreeObject? Found => found;
}
