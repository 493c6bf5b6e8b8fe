using System.Collections.Immutable;
using ObjectTree.Model.Kinds.List;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Tests.Kinds;

/// <summary>Small lists, everything that can be done to them, and what comes of it, as plainly as it can be written.</summary>
internal static class SomeLists
{
    /// <summary>A list of different items.</summary>
    public static ImmutableArray<Value> Of(int count) => [.. Enumerable.Range(0, count).Select(i => Item($"{(char)('a' + i)}"))];

    public static Value Item(string text) => Value.FromString(text);

    /// <summary>
    /// All operations of one step on so many items, and a new list; what they put in begins with <paramref name="name"/>.
    /// </summary>
    public static IEnumerable<ListOperation> Operations(int count, string name) =>
        Steps(count, name).Append(new ListOperation.Set(TestHost.Address, Array($"{name}1", $"{name}2")));

    /// <summary>All patches of two steps.</summary>
    public static IEnumerable<ListOperation> Patches(int count, string name)
    {
        foreach (var first in Steps(count, name))
        {
            foreach (var second in Steps(Apply(Of(count), [first]).Length, $"{name}'"))
                yield return new ListOperation.Patch(TestHost.Address, [first, second]);
        }
    }

    public static (ListOperation[] Operations, ImmutableArray<Value> After) Sequence(
        Random random, ImmutableArray<Value> items, int length, string name)
    {
        var operations = new ListOperation[length];
        for (var i = 0; i < length; i++)
        {
            operations[i] = Operation(random, items, $"{name}{i}");
            items = Apply(items, [operations[i]]);
        }
        return (operations, items);
    }

    public static ListOperation Operation(Random random, ImmutableArray<Value> items, string name)
    {
        if (random.Next(40) == 0)
            return new ListOperation.Set(TestHost.Address, Array($"{name}x", $"{name}y", $"{name}z"));
        if (random.Next(8) != 0)
            return Step(random, items.Length, name);
        var steps = new List<ListOperation>();
        for (var i = random.Next(2, 4); i > 0; i--)
        {
            steps.Add(Step(random, items.Length, $"{name}{i}"));
            items = Apply(items, [steps[^1]]);
        }
        return new ListOperation.Patch(TestHost.Address, [.. steps]);
    }

    public static ImmutableArray<Value> Apply(ImmutableArray<Value> items, IEnumerable<ListOperation> operations)
    {
        foreach (var operation in operations)
            (items, _) = Applied(items, operation);
        return items;
    }

    public static (ImmutableArray<Value> Items, AppliedOperation Applied) Applied(ImmutableArray<Value> items, ListOperation operation)
    {
        var (after, inverse) = AppliedStep(items, operation);
        return (after, new AppliedOperation(operation, inverse, null));
    }

    private static (ImmutableArray<Value> Items, ListOperation Inverse) AppliedStep(ImmutableArray<Value> items, ListOperation operation)
    {
        switch (operation)
        {
            case ListOperation.Set set:
                return (set.Items.AsArray(), set with { Items = Value.FromArray(items) });
            case ListOperation.Insert insert:
                return (items.Insert(insert.Index, insert.Item), new ListOperation.RemoveRange(TestHost.Address, insert.Index, 1));
            case ListOperation.InsertRange insert:
                return (items.InsertRange(insert.Index, insert.Items.AsArray()),
                    new ListOperation.RemoveRange(TestHost.Address, insert.Index, insert.Items.AsArray().Length));
            case ListOperation.RemoveRange { Count: 1 } remove:
                return (items.RemoveAt(remove.Index), new ListOperation.Insert(TestHost.Address, remove.Index, items[remove.Index]));
            case ListOperation.RemoveRange remove:
                var removed = items.Slice(remove.Index, remove.Count);
                return (items.RemoveRange(remove.Index, remove.Count),
                    new ListOperation.InsertRange(TestHost.Address, remove.Index, Value.FromArray(removed)));
            case ListOperation.Replace replace:
                return (items.SetItem(replace.Index, replace.Item), replace with { Item = items[replace.Index] });
            case ListOperation.Move move:
                return (items.RemoveAt(move.From).Insert(move.To, items[move.From]), move with { From = move.To, To = move.From });
            case ListOperation.Patch patch:
                var inverses = new List<ListOperation>();
                foreach (var step in patch.Steps)
                {
                    (items, var inverse) = AppliedStep(items, step);
                    inverses.Insert(0, inverse);
                }
                return (items, new ListOperation.Patch(TestHost.Address, [.. inverses]));
            default:
                throw new ArgumentException($"{operation} is unknown", nameof(operation));
        }
    }

    private static IEnumerable<ListOperation> Steps(int count, string name)
    {
        for (var i = 0; i <= count; i++)
        {
            yield return new ListOperation.Insert(TestHost.Address, i, Item($"{name}1"));
            yield return new ListOperation.InsertRange(TestHost.Address, i, Array($"{name}1", $"{name}2"));
            for (var length = 1; length <= count - i; length++)
                yield return new ListOperation.RemoveRange(TestHost.Address, i, length);
            if (i < count)
                yield return new ListOperation.Replace(TestHost.Address, i, Item($"{name}1"));
            for (var to = 0; i < count && to < count; to++)
                yield return new ListOperation.Move(TestHost.Address, i, to);
        }
    }

    private static ListOperation Step(Random random, int count, string name)
    {
        var index = random.Next(count + 1);
        return (count == 0 ? random.Next(2) : random.Next(7)) switch
        {
            0 => new ListOperation.Insert(TestHost.Address, index, Item(name)),
            1 => new ListOperation.InsertRange(TestHost.Address, index, Array(name, $"{name}'")),
            2 or 3 => new ListOperation.RemoveRange(
                TestHost.Address, index == count ? 0 : index, random.Next(1, count - (index == count ? 0 : index) + 1)),
            4 => new ListOperation.Replace(TestHost.Address, random.Next(count), Item(name)),
            _ => new ListOperation.Move(TestHost.Address, random.Next(count), random.Next(count)),
        };
    }

    private static Value Array(params string[] items) => Value.FromArray([.. items.Select(Item)]);
}
