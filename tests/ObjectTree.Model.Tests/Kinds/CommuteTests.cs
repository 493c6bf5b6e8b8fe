using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Bool;
using ObjectTree.Model.Kinds.Dict;
using ObjectTree.Model.Kinds.Float;
using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Kinds.Set;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Tests.Kinds;

/// <summary>What is said to come to the same in either order does, and what does not come to the same is not said to.</summary>
public sealed class CommuteTests
{
    private static readonly AttributeAddress At = TestHost.Address;

    private static readonly Value A = Value.FromString("a");

    private static readonly Value B = Value.FromString("b");

    private static IEnumerable<TestCaseData> Kinds()
    {
        yield return Case(
            Value.FromInt(1), new IntOperation.Set(At, 5), new IntOperation.Set(At, 6), new IntOperation.Add(At, 2),
            new IntOperation.Add(At, 3));
        yield return Case(
            Value.FromFloat(1), new FloatOperation.Set(At, 5), new FloatOperation.Set(At, 6), new FloatOperation.Add(At, 2),
            new FloatOperation.Add(At, 0.5));
        yield return Case(Value.FromBool(false), new BoolOperation(At, true), new BoolOperation(At, false));
        yield return Case(
            Value.FromMap(Map("a", A)), new DictOperation.Put(At, "a", B), new DictOperation.Put(At, "a", A), new DictOperation.Put(At, "b", B),
            new DictOperation.Remove(At, "a"), new DictOperation.Set(At, Map("b", A)), new DictOperation.Patch(At, ["a"], Map("b", A)));
        yield return Case(
            Value.FromArray([A]), new SetOperation.Add(At, B), new SetOperation.Remove(At, B), new SetOperation.Remove(At, A),
            new SetOperation.Add(At, A), new SetOperation.Set(At, Value.FromArray([B])));
    }

    [TestCaseSource(nameof(Kinds))]
    public void CommutesWith_IsTrueOnlyWhereBothOrdersComeToTheSame(Value state, TopicOperation[] operations)
    {
        var commuting = 0;
        foreach (var one in operations)
        {
            foreach (var other in operations)
            {
                Assert.That(one.CommutesWith(other), Is.EqualTo(other.CommutesWith(one)), $"{one}, {other}");
                if (one.CommutesWith(other))
                {
                    commuting++;
                    Assert.That(After(state, one, other), Is.EqualTo(After(state, other, one)), $"{one}, {other}");
                }
            }
        }
        Assert.That(commuting > 0, Is.EqualTo(operations[0] is not BoolOperation));
    }

    private static Value After(Value state, params TopicOperation[] operations)
    {
        var created = TopicKinds.Create(operations[0].Kind);
        TestHost.Of(created).Enter();
        IHostedTopic topic = created;
        topic.Load(state);
        foreach (var operation in operations)
        {
            if (topic.Reduce(operation) is { } fitted)
                topic.Apply(fitted);
        }
        return topic.Capture();
    }

    private static ValueMap Map(string key, Value value) => ValueMap.Create([KeyValuePair.Create(key, value)]);

    private static TestCaseData Case(Value state, params TopicOperation[] operations) =>
        new TestCaseData(state, operations).SetArgDisplayNames($"{operations[0].Kind}");
}
