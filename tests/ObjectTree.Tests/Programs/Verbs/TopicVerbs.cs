namespace ObjectTree.Tests.Programs.Verbs;

/// <summary>
/// What programs do to topics of one kind. A model of such a topic is an ordinary value that nobody changes: a write makes another. One
/// class per kind, and one row in <see cref="All"/>.
/// </summary>
internal abstract class TopicVerbs
{
    public static readonly TextVerbs Text = new();
    public static readonly NumberVerbs Number = new();
    public static readonly FlagVerbs Flag = new();
    public static readonly ItemsVerbs Items = new();
    public static readonly WordsVerbs Words = new();
    public static readonly EntriesVerbs Entries = new();
    public static readonly AmountVerbs Amount = new();
    public static readonly PlaceVerbs Place = new();
    public static readonly LinkVerbs Link = new();
    public static readonly BondVerbs Bond = new();
    public static readonly FriendsVerbs Friends = new();
    public static readonly CrewVerbs Crew = new();
    public static readonly RolesVerbs Roles = new();
    public static readonly BellVerbs Bell = new();

    public static readonly IReadOnlyList<TopicVerbs> All = [Text, Number, Flag, Items, Words, Entries, Amount, Place, Link, Bond, Friends,
        Crew, Roles, Bell];

    public abstract Type TopicType { get; }

    public abstract Topic NewTopic();

    public abstract object? Read(Topic topic);

    public abstract bool AreSame(object? left, object? right);

    /// <summary>The ids of all objects that a model refers to.</summary>
    public virtual IEnumerable<long> ReferencesOf(object? value) => [];

    /// <summary>What a model becomes in a copy of its object, where references to what was copied as well lead to the copies.</summary>
    public virtual object? Copy(object? value, IReadOnlyDictionary<long, long> copies) => value;

    /// <summary>One write, as it is done to the model and to the topic. Both throw, or neither.</summary>
    /// <param name="now">What the model is.</param>
    /// <param name="other">An object to point at.</param>
    /// <param name="dice">What decides.</param>
    public abstract TopicWrite Choose(object? now, SObject other, Dice dice);
}
