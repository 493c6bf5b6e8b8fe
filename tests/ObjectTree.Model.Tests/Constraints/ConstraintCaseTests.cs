using System.Text.Json;
using ObjectTree.Model.Constraints;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Kinds.Event;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Tests.Constraints;

/// <summary>What constraints allow, as the contract tells it to every language.</summary>
public sealed class ConstraintCaseTests
{
    private static readonly JsonElement Contract = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(Repository.Root, "frontend-contract/constraints.json"))).RootElement;

    public static IEnumerable<TestCaseData> Cases => Contract.GetProperty("cases").EnumerateArray().Select(
        (one, i) => new TestCaseData(one).SetArgDisplayNames($"{i}"));

    public static IEnumerable<string> RefusedPatterns =>
        Contract.GetProperty("refusedPatterns").EnumerateArray().Select(pattern => pattern.GetString()!);

    [TestCaseSource(nameof(Cases))]
    public void Constraint_OfTheContract_RefusesWhatItSays(JsonElement one)
    {
        var kind = Enum.Parse<TopicKind>(one.GetProperty("kind").GetString()!, ignoreCase: true);
        IHostedTopic topic = TopicKinds.Create(kind);
        topic.Load(State(kind, one.GetProperty("before")));

        var refused = Refusal(() => topic.Check([ConstraintOf(one.GetProperty("constraint"))], Setting(kind, one.GetProperty("after"))));

        Assert.That(refused?.Reason, Is.EqualTo(one.GetProperty("isBroken").GetBoolean() ? "r" : null), one.ToString());
        Assert.That(refused?.Code, Is.AnyOf(null, RejectionCodes.Validation));
    }

    [TestCaseSource(nameof(RefusedPatterns))]
    public void Pattern_WithoutTheSameMeaningEverywhere_IsRefused(string pattern)
    {
        var refused = Assert.Throws<ArgumentException>(() => Constraint.Pattern(pattern, "r"))!;
        Assert.That(refused.Message, Does.Match("^at code unit [0-9]+ it has |1000 code units"));
    }

    [Test]
    public void Constraint_NotKnownOrWithOtherOperands_AsksNothing()
    {
        IHostedTopic topic = new StringTopic();
        Constraint[] constraints =
        [
            new((ConstraintKind)99, "r", []), new(ConstraintKind.Length, "r", []), new(ConstraintKind.Length, "r", [Value.FromString("a"), default]),
            new(ConstraintKind.Pattern, "r", []), new(ConstraintKind.Pattern, "r", [Value.FromInt(1)]),
            new(ConstraintKind.Pattern, "r", [Value.FromString("(?=x)y")]),
        ];
        Assert.That(Refusal(() => topic.Check([.. constraints], Setting(TopicKind.String, JsonSerializer.SerializeToElement("any")))), Is.Null);
    }

    [Test]
    public void Pattern_ThatOthersTryAgainAndAgain_TakesTimeByTheTextAlone()
    {
        IHostedTopic topic = new StringTopic();
        var pattern = Constraint.Pattern("(x+x+)+y", "r");
        Assert.That(Refusal(() => topic.Check([pattern], Setting(TopicKind.String, JsonSerializer.SerializeToElement(new string('x', 50_000))))),
            Is.Not.Null);
    }

    private static OperationRejectedException? Refusal(Action check)
    {
        try
        {
            check();
            return null;
        }
        catch (OperationRejectedException refused)
        {
            return refused;
        }
    }

    private static Constraint ConstraintOf(JsonElement json) =>
        new((ConstraintKind)json[0].GetInt32(), json[1].GetString()!, [.. json.EnumerateArray().Skip(2).Select(ValueOf)]);

    private static TopicOperation Setting(TopicKind kind, JsonElement after)
    {
        if (kind == TopicKind.Event)
            return new EventOperation.Emit(default!, ValueOf(after));
        IHostedTopic topic = TopicKinds.Create(kind);
        topic.Load(State(kind, after));
        return topic.Whole(long.MaxValue)!;
    }

    private static Value State(TopicKind kind, JsonElement json) =>
        kind == TopicKind.Reference && json.ValueKind == JsonValueKind.Number ? Value.FromReference(json.GetInt64()) : ValueOf(json);

    private static Value ValueOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => Value.Null,
        JsonValueKind.True or JsonValueKind.False => Value.FromBool(json.GetBoolean()),
        JsonValueKind.Number => json.TryGetInt64(out var whole) ? Value.FromInt(whole) : Value.FromFloat(json.GetDouble()),
        JsonValueKind.String => Value.FromString(json.GetString()),
        JsonValueKind.Array => Value.FromArray([.. json.EnumerateArray().Select(ValueOf)]),
        _ => Value.FromMap(ValueMap.Create(json.EnumerateObject().Select(entry => KeyValuePair.Create(entry.Name, ValueOf(entry.Value))))),
    };
}
