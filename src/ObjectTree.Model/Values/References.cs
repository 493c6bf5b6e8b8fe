namespace ObjectTree.Model.Values;

/// <summary>Finds the references in values.</summary>
public static class References
{
    /// <summary>Adds the id of each reference in a value, as often as it is there.</summary>
    public static void Collect(Value value, List<long> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        switch (value.Kind)
        {
            case ValueKind.Reference:
                ids.Add(value.AsReference());
                break;
            case ValueKind.Array:
                foreach (var item in value.AsArray())
                    Collect(item, ids);
                break;
            case ValueKind.Map:
                foreach (var entry in value.AsMap().AsSpan())
                    Collect(entry.Value, ids);
                break;
            case ValueKind.Record:
                foreach (var field in value.AsRecord().Fields)
                    Collect(field, ids);
                break;
        }
    }
}
