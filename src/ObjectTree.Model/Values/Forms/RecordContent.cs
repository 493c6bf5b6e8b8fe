namespace ObjectTree.Model.Values.Forms;

/// <summary>The fields of a record as they came: of this class, of one that looks like it, or as a map.</summary>
internal readonly struct RecordContent
{
    private readonly RecordSchema _wanted;
    private readonly RecordValue? _record;
    private readonly ValueMap? _map;

    /// <exception cref="InvalidCastException">The value is neither a record nor a map.</exception>
    public RecordContent(Value value, RecordSchema wanted)
    {
        _wanted = wanted;
        if (value.Kind == ValueKind.Map)
            _map = value.AsMap();
        else
            _record = value.AsRecord();
    }

    public bool IsOwn => ReferenceEquals(_record?.Schema, _wanted);

    public bool TryGet(int field, out Value value)
    {
        if (_map is not null)
            return _map.TryGetValue(_wanted.Fields[field], out value);
        var place = IsOwn ? field : _record!.Schema.Fields.IndexOf(_wanted.Fields[field]);
        value = place < 0 ? default : _record!.Fields[place];
        return place >= 0;
    }
}
