using System.Collections.Immutable;
using ObjectTree.Contracts;

namespace ObjectTree.Tests.Contracts;

public sealed class ContractTextTests
{
    [Test]
    public void Attributes_OfAllKinds_AreTopicsOfWhatTheyHold()
    {
        var text = TextOf(types => types.Add<Sampler>());
        foreach (var line in (string[])
        [
            "readonly bytes: tree.ValueTopic<Uint8Array | null>;",
            "readonly combined: tree.ValueTopic<number>;",
            "readonly count: tree.IntTopic;",
            "readonly friend: tree.ReferenceTopic<Sampler>;",
            "readonly friends: tree.ListTopic<tree.ReferenceTo<Sampler>>;",
            "readonly ids: tree.SetTopic<string>;",
            "readonly maybe: tree.ValueTopic<number | null>;",
            "readonly nested: tree.DictTopic<readonly (readonly number[])[]>;",
            "readonly on: tree.BoolTopic;",
            "readonly rang: tree.EventTopic<string | null>;",
            "readonly share: tree.FloatTopic;",
            "readonly some: tree.ReferenceTopic<tree.TreeObject>;",
            "readonly spots: tree.ListTopic<Spot2>;",
            "readonly stage: tree.ValueTopic<\"begun\" | \"half-done\">;",
            "readonly \"the text\": tree.StringTopic;",
            "readonly times: tree.ValueTopic<ReadonlyMap<string, string> | null>;",
        ])
        {
            Assert.That(text, Does.Contain($"  {line}\n"));
        }
        Assert.That(text, Does.Contain(
            "export type Spot2 = { readonly x: number; readonly name: string; readonly more: string | null; readonly at: Spot; };\n"));
        Assert.That(text, Does.Contain("export type Spot = { readonly y: number; };\n"), "another record of the same name");
        Assert.That(text, Does.Contain("      count: \"writable int\",\n").And.Contains("      \"the text\": \"string\",\n"));
    }

    [Test]
    public void Methods_HaveTheTypesOfTheirArgumentsAndResults()
    {
        var text = TextOf(types => types.Add<Sampler>());
        foreach (var line in (string[])
        [
            "ask(): readonly number[];",
            "befriend(other: Sampler | tree.ReferenceTo<Sampler>, since: string | null): null;",
            "find(name: string | null): string | null;",
            "laterAsync(): Spot2;",
        ])
        {
            Assert.That(text, Does.Contain($"  {line}\n"));
        }
        Assert.That(text, Does.Contain("    calls: [\"ask\", \"befriend\", \"find\", \"laterAsync\"],\n"));
    }

    [Test]
    public void Constraints_AndDocumentation_AreComments()
    {
        var text = TextOf(types => types.Add<Sampler>());
        Assert.That(text, Does.Contain(
            "  /**\n   * How many there are of IntTopic.\n   * Constraint: The number has to be from 0 to 5.\n   */\n  readonly count"));
        Assert.That(text, Does.Contain("/** A class with * / in it. */\nexport interface Sampler extends"));
        Assert.That(text, Does.Contain("  /** Asks. */\n  ask("));
    }

    [Test]
    public void Classes_OfOneFrontendType_GiveWhatTheyHaveAlike()
    {
        var text = TextOf(types => types.Add<First>().Add<Second>());
        Assert.That(text, Does.Contain("export interface OfBothAttributes {\n  readonly same: tree.StringTopic;\n}\n"));
        Assert.That(text, Does.Contain("/** Not in all classes alike: call, kind, one. */\nexport interface OfBoth extends"));
    }

    [Test]
    public void Names_ThatAreTheSameInTypeScript_AreNumbered()
    {
        var text = TextOf(types => types.Add<First>("a").Add<Dashed>().Add<Camel>());
        Assert.That(text, Does.Contain("  readonly \"my-card\": MyCard;\n  readonly myCard: MyCard2;\n"));
    }

    [Test]
    public void Text_IsTheSameWhateverTheOrderAndTheObjects()
    {
        var one = new TreeOptions();
        one.ObjectTypes.Add<Dashed>().Add<Sampler>();
        var other = new TreeOptions();
        other.ObjectTypes.Add<Sampler>().Add<Dashed>();
        var used = new Tree(other);
        used.CreateObject<Sampler>();
        var text = ContractText.Write(TreeContract.Of(used));
        Assert.That(text, Is.EqualTo(ContractText.Write(TreeContract.Of(new Tree(one)))));
        Assert.That(text, Does.Match("^// Written by objecttree-contract .*\n// Fingerprint: [0-9a-f]{16}\n"));
    }

    private static string TextOf(Action<ObjectTypeCollection> add)
    {
        var options = new TreeOptions();
        add(options.ObjectTypes);
        return ContractText.Write(TreeContract.Of(new Tree(options)));
    }

    public enum Stage
    {
        Begun,
        [WireName("half-done")] Half,
    }

    [Flags]
    public enum Rights
    {
        None = 0,
        Read = 1,
    }

    public static class Other
    {
        public record Spot(double Y);
    }

    public record Spot(double X, string Name, string? More, Other.Spot At);

    /// <summary>A class with */ in it.</summary>
    public class Sampler : SObject
    {
        [WireName("the text")]
        public StringTopic Text { get; } = new();

        /// <summary>
        /// How many there are
        /// of <see cref="IntTopic"/>.
        /// </summary>
        [ClientWritable]
        [System.ComponentModel.DataAnnotations.Range(0, 5)]
        public IntTopic Count { get; } = new();

        public FloatTopic Share { get; } = new();

        public BoolTopic On { get; } = new();

        public ValueTopic<Stage> Stage { get; } = new();

        public ValueTopic<Rights> Combined { get; } = new();

        public ValueTopic<int?> Maybe { get; } = new();

        public ValueTopic<byte[]> Bytes { get; } = new();

        public ValueTopic<ImmutableDictionary<string, DateTimeOffset>> Times { get; } = new();

        public RefTopic<Sampler> Friend { get; } = new();

        public RefTopic<SObject> Some { get; } = new();

        public ListTopic<Sampler> Friends { get; } = [];

        public ListTopic<Spot> Spots { get; } = new() { Unique = true };

        public SetTopic<Guid> Ids { get; } = [];

        public DictTopic<ImmutableArray<ImmutableArray<int>>> Nested { get; } = [];

        public EventTopic<string> Rang { get; } = new();

        /// <summary>Asks.</summary>
        [ClientCallable]
        public ImmutableArray<int> Ask(Caller caller) => [caller.User.Length];

        [ClientCallable]
        public void Befriend(Sampler other, DateTimeOffset? since) => Friend.Value = since is null ? null : other;

        [ClientCallable]
        public string? Find(string? name) => name;

        [ClientCallable]
        public Task<Spot> LaterAsync(CancellationToken cancellation) => Task.FromCanceled<Spot>(cancellation);
    }

    [FrontendType("ofBoth")]
    public class First : SObject
    {
        public StringTopic Same { get; } = new();

        public IntTopic Kind { get; } = new();

        public IntTopic One { get; } = new();

        [ClientCallable]
        public int Call(int number) => number;
    }

    [FrontendType("ofBoth")]
    public class Second : SObject
    {
        public StringTopic Same { get; } = new();

        public FloatTopic Kind { get; } = new();

        [ClientCallable]
        public int Call(string text) => text.Length;
    }

    [FrontendType("my-card")]
    public class Dashed : SObject;

    [FrontendType("myCard")]
    public class Camel : SObject;
}
