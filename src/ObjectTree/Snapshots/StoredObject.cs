using ObjectTree.Model.Shape;
using ObjectTree.Model.Values;
using ObjectTree.Snapshots;

namespace ObjectTree;

/// <summary>
/// One object of a snapshot on its way into a tree, for <see cref="TreeOptions.Migrate"/> to change: names that were renamed since, values
/// of another form.
/// </summary>
public sealed class StoredObject
{
    internal StoredObject(ObjectState state)
    {
        (State, Type) = (state, state.Type.Name);
        if (state.Attributes.IsDefault || state.Attributes.Length != state.Type.Attributes.Length)
            throw ObjectLoader.Damaged($"object {state.Id} of type {Type} has not one value for each attribute");
        if (state.Added.IsDefault || state.NamedChildren.IsDefault)
            throw ObjectLoader.Damaged($"object {state.Id} of type {Type} lacks its list of added attributes or of named children");
        for (var i = 0; i < state.Attributes.Length; i++)
            Add(state.Type.Attributes[i].Name, state.Attributes[i]);
        foreach (var added in state.Added)
            Add(added.Schema.Name, added.State);
        foreach (var (name, id) in state.NamedChildren)
            NamedChildren[name] = id;
    }

    /// <summary>Its id in the snapshot.</summary>
    public long Id => State.Id;

    /// <summary>Its key, or null.</summary>
    public string? Key => State.Key;

    /// <summary>The type name, as a class of today is registered. Setting it restores the object as one of that class.</summary>
    public string Type { get; set; }

    /// <summary>The states of its attributes by name. Those that its class has and this lacks keep their first values.</summary>
    public IDictionary<string, Value> Attributes { get; } = new Dictionary<string, Value>();

    /// <summary>The ids of the children that <see cref="ChildAttribute"/> properties hold, by property name.</summary>
    public IDictionary<string, long> NamedChildren { get; } = new Dictionary<string, long>();

    internal ObjectState State { get; }

    /// <summary>Gives an attribute's state to another name. False: there is none of this name.</summary>
    public bool Rename(string name, string newName)
    {
        if (!Attributes.Remove(name, out var state))
            return false;
        Attributes[newName] = state;
        return true;
    }

    private void Add(string name, Value state)
    {
        if (!Attributes.TryAdd(name, state))
            throw ObjectLoader.Damaged($"object {Id} of type {Type} has the attribute '{name}' twice");
    }
}
