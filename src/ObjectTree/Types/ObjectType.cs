using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using ObjectTree.Model.Constraints;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Model;

namespace ObjectTree.Types;

/// <summary>A registered class of objects: how to make one, and where its topics, named children and callable methods are.</summary>
internal sealed class ObjectType
{
    private const BindingFlags AllMembers = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly PropertyInfo[] _attributes;
    private readonly Dictionary<string, int> _numbers = [];
    private readonly bool[] _undoable; // by attribute, from 1; the tags are
    private readonly bool[] _transient; // likewise
    private readonly int[] _windows; // likewise, in milliseconds; 0: not conflated
    private readonly string?[] _policies; // by attribute, from 1; null: clients that may write it need none
    private readonly Dictionary<string, CallableMethod> _methods;
    private readonly int[] _own; // how many constraints the topics themselves have; by index, from 0
    private bool _checked; // guarded by the tree's lock: the first object shows whether its properties hold their topics

    public ObjectType(int number, string? name, [DynamicallyAccessedMembers(TypeMembers.Kept)] Type type)
    {
        Type = type;
        if (type.IsAbstract || type.ContainsGenericParameters)
            throw new ArgumentException($"{type} cannot be created: it is abstract or open.", nameof(type));
        var properties = DeclaredProperties.Of(type);
        _attributes = [.. properties.Where(
            property => property.PropertyType.IsAssignableTo(typeof(Topic)) && IsPublic(property)
                && property.DeclaringType != typeof(SObject))];
        NamedChildren = [.. properties.Where(property => property.IsDefined(typeof(ChildAttribute)))];
        _transient = [false, .. _attributes.Select(property => property.IsDefined(typeof(TransientAttribute)))];
        _undoable = [true, .. _attributes.Select((property, i) => !_transient[i + 1] && !property.IsDefined(typeof(NotUndoableAttribute)))];
        _windows = [0, .. _attributes.Select(WindowOf)];
        _policies = [null, .. _attributes.Select(PolicyOf)];
        _methods = Callables(type);
        var creatable = type.GetCustomAttribute<ClientCreatableAttribute>(inherit: false);
        (IsClientCreatable, ShapePolicy) = (creatable is not null, creatable?.Policy);
        ClientUndo = type.GetCustomAttribute<ClientUndoAttribute>(inherit: true)?.Scope;
        Schema = new TypeSchema(
            number,
            NameRules.CheckName(name ?? type.Name, "type name"),
            NameRules.CheckName(type.GetCustomAttribute<FrontendTypeAttribute>(inherit: true)?.Name ?? name ?? type.Name, "frontend type"),
            [.. _attributes.Select(Declare)],
            [.. _methods.Keys.Order(StringComparer.Ordinal)])
        {
            Records = [.. _attributes.SelectMany(property => RecordsOf(property.PropertyType))
                .Concat(_methods.Values.SelectMany(method => method.Types).SelectMany(used => ValueConverters.RecordsOf(used))).Distinct()],
        };
        _own = new int[_attributes.Length];
        CheckNames();
        for (var i = 0; i < Schema.Attributes.Length; i++)
            _numbers.Add(Schema.Attributes[i].Name, i + 1);
    }

    [DynamicallyAccessedMembers(TypeMembers.Kept)]
    public Type Type { get; }

    /// <summary>Replaced once: the first object shows which constraints its topics themselves have.</summary>
    public TypeSchema Schema { get; private set; }

    /// <summary>Called when <see cref="Schema"/> is replaced.</summary>
    public Action? SchemaLearned { get; set; }

    /// <summary>Whether clients may create, move and destroy such objects.</summary>
    public bool IsClientCreatable { get; }

    /// <summary>The policy that decides who may; null: everybody.</summary>
    public string? ShapePolicy { get; }

    /// <summary>What clients may undo in the history of such an object; null: the class does not say.</summary>
    public UndoScope? ClientUndo { get; }

    public ImmutableArray<PropertyInfo> NamedChildren { get; }

    public IEnumerable<CallableMethod> Methods => _methods.Values;

    /// <summary>The property that declares an attribute, from 1.</summary>
    public PropertyInfo PropertyOf(int attribute) => _attributes[attribute - 1];

    public CallableMethod? FindMethod(string name) => _methods.GetValueOrDefault(name);

    /// <summary>Makes an object that is in no tree yet.</summary>
    public SObject Instantiate(IServiceProvider? services)
    {
        try
        {
            return (SObject)ActivatorUtilities.CreateInstance(services ?? NoServices.Instance, Type);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception.InnerException);
            throw;
        }
    }

    /// <summary>The topics that the object's properties hold, in the order of the schema.</summary>
    public Topic[] TopicsOf(SObject target)
    {
        var topics = new Topic[_attributes.Length];
        for (var i = 0; i < topics.Length; i++)
        {
            var property = _attributes[i];
            topics[i] = (Topic?)property.GetValue(target)
                ?? throw new InvalidOperationException(
                    $"{Name(property)} is null; give it its topic where it is declared: {{ get; }} = new().");
            if (!_checked && !ReferenceEquals(topics[i], property.GetValue(target)))
                throw new InvalidOperationException($"{Name(property)} makes a new topic at each read; declare it as {{ get; }} = new().");
        }
        if (!_checked)
        {
            Referring = [.. Enumerable.Range(1, topics.Length).Where(attribute => ((IHostedTopic)topics[attribute - 1]).MayRefer)];
            LearnConstraints(topics);
        }
        _checked = true;
        for (var i = 0; i < topics.Length; i++)
        {
            if (((IHostedTopic)topics[i]).Constraints.Length != _own[i])
                throw new InvalidOperationException($"{Name(_attributes[i])} is Unique in some objects of the class and not in others.");
        }
        return topics;
    }

    /// <summary>What has to hold for what is written to an attribute.</summary>
    public ImmutableArray<Constraint> ConstraintsOf(int attribute) => attribute == 0 ? [] : Schema.Attributes[attribute - 1].Constraints;

    /// <summary>The attributes whose values may hold references.</summary>
    public ImmutableArray<int> Referring { get; private set; } = [];

    /// <summary>The number of an attribute of the class; null when there is none of this name.</summary>
    public int? NumberOf(string name) => _numbers.TryGetValue(name, out var number) ? number : null;

    /// <summary>The state of an attribute that holds nothing.</summary>
    public Value EmptyState(int attribute) => ((IHostedTopic)TopicKinds.Create(Schema.Attributes[attribute - 1].Kind)).Capture();

    /// <summary>Whether changes of an attribute are in the history.</summary>
    public bool IsUndoable(int attribute) => _undoable[attribute];

    /// <summary>Whether the value of an attribute is in no snapshot that is kept.</summary>
    public bool IsTransient(int attribute) => _transient[attribute];

    /// <summary>
    /// For how many milliseconds changes of an attribute may wait; 0: they leave at once, as those of attributes beyond the class do.
    /// </summary>
    public int WindowOf(int attribute) => attribute < _windows.Length ? _windows[attribute] : 0;

    /// <summary>The policy that decides who may write an attribute; null: none, as for attributes beyond the class.</summary>
    public string? PolicyOf(int attribute) => attribute < _policies.Length ? _policies[attribute] : null;

    /// <summary>All policies, with the member that names each.</summary>
    public IEnumerable<(string Policy, string Member)> Policies =>
        _attributes.Select((property, i) => (Policy: _policies[i + 1], Member: Name(property)))
            .Concat(_methods.Values.Select(method => (method.Policy, Member: $"{Type.Name}, method '{method.Name}',")))
            .Append((Policy: ShapePolicy, Member: Type.Name))
            .Where(one => one.Policy is not null)!;

    /// <summary>Whether any attribute is conflated.</summary>
    public bool IsConflated => _windows.AsSpan().ContainsAnyExcept(0);

    /// <summary>The kind of a topic class.</summary>
    /// <exception cref="NotSupportedException">Its values cannot travel.</exception>
    /// <exception cref="ArgumentException">It is no topic class.</exception>
    public static TopicKind KindOf(Type type, string name)
    {
        if (ItemOf(type) is { } item && ValueConverters.WhyNot(item) is { } why)
            throw new NotSupportedException($"{name}: {why}.");
        return TopicKinds.KindOf(type) ?? throw new ArgumentException($"{name} has to be of one of the topic types, not {type.Name}.");
    }

    /// <summary>The kinds of records that the values of a topic class may be or hold.</summary>
    public static ImmutableArray<RecordSchema> RecordsOf(Type type) => ItemOf(type) is { } item ? ValueConverters.RecordsOf(item) : [];

    private static Dictionary<string, CallableMethod> Callables([DynamicallyAccessedMembers(TypeMembers.Kept)] Type type)
    {
        var methods = new Dictionary<string, CallableMethod>();
        var all = type.GetMethods(AllMembers).ToList();
        for (var declaring = type.BaseType; declaring is not null; declaring = declaring.BaseType)
            all.AddRange(declaring.GetMethods(AllMembers | BindingFlags.DeclaredOnly).Where(method => method.IsPrivate || method.IsStatic));
        foreach (var method in all.Where(method => method.IsDefined(typeof(ClientCallableAttribute))))
        {
            var callable = new CallableMethod(method);
            if (!methods.TryAdd(callable.Name, callable))
                throw new ArgumentException($"{type} has two callable methods named '{callable.Name}'; rename one with [WireName].");
        }
        return methods;
    }

    private static AttributeSchema Declare(PropertyInfo property)
    {
        if (property.SetMethod is not null)
        {
            throw new ArgumentException(
                $"{Name(property)} may not have a setter: an attribute keeps its topic. Declare it as {{ get; }} = new().");
        }
        var kind = KindOf(property.PropertyType, Name(property));
        var name = NameRules.CheckName(WireName.Of(property), "attribute name");
        return new AttributeSchema(name, kind, FlagsOf(property, kind))
            .With(DeclaredConstraints.Of(property, Name(property), name));
    }

    private static AttributeFlags FlagsOf(PropertyInfo property, TopicKind kind)
    {
        var isMarked = property.IsDefined(typeof(ClientWritableAttribute), inherit: false);
        if (!isMarked && !property.DeclaringType!.IsDefined(typeof(ClientWritableAttribute), inherit: false))
            return AttributeFlags.None;
        if (!property.IsDefined(typeof(ConflatedAttribute)) || !((IHostedTopic)TopicKinds.Create(kind)).HasPlaces)
            return AttributeFlags.ClientWritable;
        return !isMarked
            ? AttributeFlags.None
            : throw new ArgumentException(
                $"{Name(property)} cannot be both [ClientWritable] and [Conflated]: edits are brought past what others did, "
                + "and clients do not know what waits.");
    }

    private static string? PolicyOf(PropertyInfo property) => (property.GetCustomAttribute<ClientWritableAttribute>(inherit: false)
        ?? property.DeclaringType!.GetCustomAttribute<ClientWritableAttribute>(inherit: false))?.Policy;

    private static int WindowOf(PropertyInfo property)
    {
        if (property.GetCustomAttribute<ConflatedAttribute>() is not { } conflated)
            return 0;
        if (conflated.Milliseconds <= 0)
        {
            throw new ArgumentException(
                $"{Name(property)} is marked [Conflated({conflated.Milliseconds})]; its window has to be 1 millisecond or more.");
        }
        if (!MayWait(property.PropertyType))
            throw new ArgumentException($"{Name(property)} cannot be [Conflated]: each event counts, so none may be merged with another.");
        return conflated.Milliseconds;
    }

    private static bool MayWait(Type topic) => TopicKinds.KindOf(topic) is not { } kind || ((IHostedTopic)TopicKinds.Create(kind)).HasState;

    private static Type? ItemOf(Type topic) => topic.IsGenericType ? topic.GetGenericArguments()[0] : null;

    private static bool IsPublic(PropertyInfo property) => property.GetMethod is { IsPublic: true };

    private void LearnConstraints(Topic[] topics)
    {
        for (var i = 0; i < topics.Length; i++)
            _own[i] = ((IHostedTopic)topics[i]).Constraints.Length;
        if (_own.AsSpan().ContainsAnyExcept(0))
        {
            Schema = Schema with
            {
                Attributes = [.. Schema.Attributes.Select((schema, i) => schema.With(((IHostedTopic)topics[i]).Constraints))],
            };
            SchemaLearned?.Invoke();
        }
    }

    private static string Name(PropertyInfo property) => $"{property.DeclaringType!.Name}.{property.Name}";

    private void CheckNames()
    {
        foreach (var name in Schema.Attributes.GroupBy(attribute => attribute.Name).Where(group => group.Count() > 1))
            throw new ArgumentException($"{Type} has two attributes named '{name.Key}'; rename one with [WireName].");
        foreach (var name in NamedChildren.GroupBy(property => property.Name).Where(group => group.Count() > 1))
            throw new ArgumentException($"{Type} and a class that it derives from have a [Child] '{name.Key}' each; rename one.");
        foreach (var property in NamedChildren)
        {
            if (property.SetMethod is null || !property.PropertyType.IsAssignableTo(typeof(SObject)))
                throw new ArgumentException($"{Name(property)} is marked [Child] and has to be a settable property of an SObject type.");
        }
    }

    private sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
