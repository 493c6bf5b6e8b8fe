namespace ObjectTree.Tests.Programs;

/// <summary>What an observer knows of an object that only listens to its changes.</summary>
internal sealed class Mirror
{
    private readonly Thing _thing;
    private readonly List<string> _items;
    private readonly HashSet<string> _words;
    private readonly Dictionary<string, long> _entries;
    private readonly List<SObject> _children;
    private string _text;
    private long _number;
    private bool _flag;

    public Mirror(Thing thing)
    {
        _thing = thing;
        (_text, _number, _flag) = (thing.Text.Value, thing.Number.Value, thing.Flag.Value);
        (_items, _words, _entries, _children) = ([.. thing.Items], [.. thing.Words], new(thing.Entries), [.. thing.Children]);
        thing.Text.Observe(change => _text = Replaced(_text, change.Old, Edited(change)));
        thing.Number.Observe(change => _number = Replaced(_number, change.Old, change.New));
        thing.Flag.Observe(change => _flag = Replaced(_flag, change.Old, change.New));
        thing.Items.Observe(change => Replay(_items, change.OldIndex, change.OldItem, change.Index, change.Item));
        thing.Words.Observe(change => Assert.That(change.Kind == SetChangeKind.Added ? _words.Add(change.Item) : _words.Remove(change.Item)));
        thing.Entries.Observe(Replay);
        thing.Children.Observe(change => Replay(_children, change.OldIndex, change.Child, change.Index, change.Child));
    }

    public void Check(string message)
    {
        Assert.That(
            (_text, _number, _flag),
            Is.EqualTo((_thing.Text.Value, _thing.Number.Value, _thing.Flag.Value)), message);
        Assert.That(_items, Is.EqualTo(_thing.Items), message);
        Assert.That(_words.SetEquals(_thing.Words), message);
        Assert.That(_entries.OrderBy(entry => entry.Key), Is.EqualTo(_thing.Entries.OrderBy(entry => entry.Key)), message);
        Assert.That(_children, Is.EqualTo(_thing.Children), message);
    }

    private static T Replaced<T>(T mine, T old, T next)
    {
        Assert.That(mine, Is.EqualTo(old));
        return next;
    }

    private static string Edited(StringChange change)
    {
        if (change.Edit is { } edit)
            Assert.That(change.Old.Remove(edit.Position, edit.Deleted).Insert(edit.Position, edit.Inserted), Is.EqualTo(change.New));
        return change.New;
    }

    private static void Replay<T>(List<T> mine, int oldIndex, T? oldItem, int index, T? item)
    {
        if (oldIndex >= 0)
        {
            Assert.That(mine[oldIndex], Is.EqualTo(oldItem));
            mine.RemoveAt(oldIndex);
        }
        if (index >= 0)
            mine.Insert(index, item!);
    }

    private void Replay(DictChange<long> change)
    {
        Assert.That(_entries.TryGetValue(change.Key, out var old), Is.EqualTo(change.Kind != DictChangeKind.Added));
        Assert.That(old, Is.EqualTo(change.Old));
        if (change.Kind == DictChangeKind.Removed)
            _entries.Remove(change.Key);
        else
            _entries[change.Key] = change.New;
    }
}
