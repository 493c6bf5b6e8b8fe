using System.Collections.Immutable;
using ObjectTree.Tests.Programs.Verbs;

namespace ObjectTree.Tests.Programs;

/// <summary>An object with an attribute of every kind, whose own code does whatever the program says.</summary>
public class Thing(IProgram program) : SObject
{
    internal static readonly IReadOnlyList<(string Name, TopicVerbs Verbs)> Declared =
    [
        ("text", TopicVerbs.Text),
        ("number", TopicVerbs.Number),
        ("flag", TopicVerbs.Flag),
        ("items", TopicVerbs.Items),
        ("words", TopicVerbs.Words),
        ("entries", TopicVerbs.Entries),
        ("amount", TopicVerbs.Amount),
        ("place", TopicVerbs.Place),
        ("link", TopicVerbs.Link),
        ("bond", TopicVerbs.Bond),
        ("friends", TopicVerbs.Friends),
        ("crew", TopicVerbs.Crew),
        ("roles", TopicVerbs.Roles),
        ("bell", TopicVerbs.Bell),
        ("log", TopicVerbs.Items),
        ("draft", TopicVerbs.Text),
    ];

    /// <summary>The names of those that undo passes by.</summary>
    internal static readonly IReadOnlyList<string> PassedBy = ["log", "draft"];

    /// <summary>What a draft is at first, in copies as well.</summary>
    internal const string FirstDraft = "new";

    /// <summary>By its number in a thing.</summary>
    internal static bool IsPassedBy(int attribute) =>
        attribute > 0 && attribute <= Declared.Count && PassedBy.Contains(Declared[attribute - 1].Name);

    public StringTopic Text { get; } = new();

    public IntTopic Number { get; } = new();

    public BoolTopic Flag { get; } = new();

    public ListTopic<string> Items { get; } = new();

    public SetTopic<string> Words { get; } = new();

    public DictTopic<long> Entries { get; } = new();

    public FloatTopic Amount { get; } = new();

    public ValueTopic<Place?> Place { get; } = new(null);

    public RefTopic<Thing> Link { get; } = new();

    public ValueTopic<Bond?> Bond { get; } = new(null);

    public ListTopic<Thing> Friends { get; } = new();

    public SetTopic<Thing> Crew { get; } = new();

    public DictTopic<ImmutableArray<Thing>> Roles { get; } = new();

    public EventTopic<string> Bell { get; } = new();

    [NotUndoable]
    public ListTopic<string> Log { get; } = new();

    [Transient]
    public StringTopic Draft { get; } = new(FirstDraft);

    /// <summary>Whether its validator and its reactions are there.</summary>
    internal bool HasRules { get; set; }

    /// <summary>The change it reacted to last.</summary>
    internal TopicChange? Reacted { get; set; }

    /// <summary>The last write of the root's flag that it has heard of, or that was before its end.</summary>
    internal int FlagSeen { get; set; }

    /// <summary>Whether it has rules for the root as well, which end with it.</summary>
    internal bool IsGuard => Id % 3 == 2;

    [ClientCallable]
    public void Act(Caller caller) => program.OnCall();

    protected override void OnBuild() => program.OnBuild(this);

    protected override void OnInit() => program.OnInit(this);

    protected override void OnDestroy() => program.OnDestroy(this);
}
