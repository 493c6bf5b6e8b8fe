using ObjectTree.Client;

namespace ObjectTree.Interop.Tests.Convergence;

/// <summary>
/// Looks on at one sheet of one replica and builds it again from nothing but what observers are told: whatever is shown was told, and what
/// is told follows from what was told before.
/// </summary>
internal sealed class Witness
{
    private readonly ReplicaObject _sheet;
    private readonly List<long> _items;
    private string _text;
    private long _count;

    public Witness(ReplicaObject sheet)
    {
        _sheet = sheet;
        var (text, count, items) = (
            sheet.GetAttribute<StringTopic>("text"), sheet.GetAttribute<IntTopic>("count"), sheet.GetAttribute<ListTopic<long>>("items"));
        (_text, _count, _items) = (text.Value, count.Value, [.. items]);
        text.Observe(change =>
        {
            Assert.That(change.Old, Is.EqualTo(_text), "no state is passed over");
            _text = change.Edit is { } edit ? _text.Remove(edit.Position, edit.Deleted).Insert(edit.Position, edit.Inserted) : change.New;
            Assert.That(_text, Is.EqualTo(change.New), "the edit says what has changed");
        });
        count.Observe(change =>
        {
            Assert.That(change.Old, Is.EqualTo(_count), "no state is passed over");
            _count = change.New;
        });
        items.Observe(Follow);
    }

    /// <summary>Whether what is shown is what was told.</summary>
    public void Check()
    {
        Assert.That(_sheet.GetAttribute<StringTopic>("text").Value, Is.EqualTo(_text));
        Assert.That(_sheet.GetAttribute<IntTopic>("count").Value, Is.EqualTo(_count));
        Assert.That(_sheet.GetAttribute<ListTopic<long>>("items"), Is.EqualTo(_items));
    }

    private void Follow(ListChange<long> change)
    {
        switch (change.Kind)
        {
            case ListChangeKind.Inserted:
                _items.Insert(change.Index, change.Item);
                break;
            case ListChangeKind.Removed:
                Assert.That(_items[change.OldIndex], Is.EqualTo(change.OldItem));
                _items.RemoveAt(change.OldIndex);
                break;
            case ListChangeKind.Replaced:
                Assert.That(_items[change.Index], Is.EqualTo(change.OldItem));
                _items[change.Index] = change.Item;
                break;
            case ListChangeKind.Moved:
                _items.RemoveAt(change.OldIndex);
                _items.Insert(change.Index, change.Item);
                break;
        }
    }
}
