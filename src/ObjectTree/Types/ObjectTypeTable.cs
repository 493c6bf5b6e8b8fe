using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ObjectTree.Model.Shape;

namespace ObjectTree.Types;

/// <summary>The registered classes of one tree, numbered by registration. Guarded by the tree's lock.</summary>
internal sealed class ObjectTypeTable
{
    private readonly Dictionary<Type, ObjectType> _byType = [];
    private readonly Dictionary<string, ObjectType> _byName = [];

    private ImmutableArray<TypeSchema> _schemas; // made when first asked for since a change
    private int _nextNumber;
    private Action<string, string>? _policyCheck;

    public IReadOnlyList<ObjectType> All => [.. _byType.Values];

    /// <summary>By number.</summary>
    public ImmutableArray<TypeSchema> Schemas
    {
        get
        {
            if (_schemas.IsDefault)
                _schemas = [.. _byType.Values.Select(type => type.Schema).OrderBy(schema => schema.Number)];
            return _schemas;
        }
    }

    /// <summary>Whether any class has conflated attributes, or had: those who ask for each change may pass by quickly.</summary>
    public bool HasConflated { get; private set; }

    public ObjectType Register([DynamicallyAccessedMembers(TypeMembers.Kept)] Type type, string? name)
    {
        if (_byType.TryGetValue(type, out var known))
        {
            return name is null || known.Schema.Name == name
                ? known
                : throw new InvalidOperationException($"{type} is registered already, as '{known.Schema.Name}'.");
        }
        var added = new ObjectType(_nextNumber, name, type);
        if (_byName.TryGetValue(added.Schema.Name, out var other))
        {
            throw new ArgumentException(
                $"The type name '{added.Schema.Name}' is taken by {other.Type}; register {type} under another name.", nameof(name));
        }
        CheckPolicies(added, _policyCheck);
        _nextNumber++;
        _byType.Add(type, added);
        _byName.Add(added.Schema.Name, added);
        _schemas = default;
        added.SchemaLearned = () => _schemas = default;
        HasConflated |= added.IsConflated;
        return added;
    }

    /// <summary>Checks the policies of all classes, and of all that are to come.</summary>
    public void CheckPolicies(Action<string, string> check)
    {
        foreach (var type in _byType.Values)
            CheckPolicies(type, check);
        _policyCheck += check;
    }

    /// <summary>Forgets a class. Its number is not used again, since readers of frames know it.</summary>
    public void Unregister(ObjectType type)
    {
        _byType.Remove(type.Type);
        _byName.Remove(type.Schema.Name);
        _schemas = default;
    }

    public ObjectType? Find(Type type) => _byType.GetValueOrDefault(type);

    public ObjectType? Find(string name) => _byName.GetValueOrDefault(name);

    public ObjectType Get(string name) => _byName.TryGetValue(name, out var type)
        ? type
        : throw new KeyNotFoundException(
            $"No type '{name}' is registered. There are: {string.Join(", ", _byName.Keys.Order(StringComparer.Ordinal))}.");

    private static void CheckPolicies(ObjectType type, Action<string, string>? check)
    {
        foreach (var (policy, member) in type.Policies)
            check?.Invoke(policy, member);
    }
}
