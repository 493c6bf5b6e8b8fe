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
        thing.Words.Observe(change => Holds(change.Kind == SetChangeKind.Added ? _words.Add(change.Item) : _words.Remove(change.Item)));
        thing.Entries.Observe(Replay);
        thing.Children.Observe(change => Replay(_children, change.OldIndex, change.Child, change.Index, change.Child));
    }

    public bool IsRight =>
        _text == _thing.Text.Value && _number == _thing.Number.Value && _flag == _thing.Flag.Value
        && _items.SequenceEqual(_thing.Items) && _words.SetEquals(_thing.Words) && _children.SequenceEqual(_thing.Children)
        && _entries.Count == _thing.Entries.Count
            && _entries.All(entry => _thing.Entries.TryGetValue(entry.Key, out var value) && value == entry.Value);

    private static void Holds(bool fits) => Check.That(fits, () => "a change does not fit what its observer knows");

    private static T Replaced<T>(T mine, T old, T next)
    {
        Holds(EqualityComparer<T>.Default.Equals(mine, old));
        return next;
    }

    private static string Edited(StringChange change)
    {
        if (change.Edit is { } edit)
            Holds(change.Old.Remove(edit.Position, edit.Deleted).Insert(edit.Position, edit.Inserted) == change.New);
        return change.New;
    }

    private static void Replay<T>(List<T> mine, int oldIndex, T? oldItem, int index, T? item)
    {
        if (oldIndex >= 0)
        {
            Holds(oldIndex < mine.Count && EqualityComparer<T>.Default.Equals(mine[oldIndex], oldItem));
            mine.RemoveAt(oldIndex);
        }
        Holds(index <= mine.Count);
        if (index >= 0)
            mine.Insert(index, item!);
    }

    private void Replay(DictChange<long> change)
    {
        Holds(_entries.TryGetValue(change.Key, out var old) == (change.Kind != DictChangeKind.Added) && old == change.Old);
        if (change.Kind == DictChangeKind.Removed)
            _entries.Remove(change.Key);
        else
            _entries[change.Key] = change.New;
    }
}
